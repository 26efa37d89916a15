package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

/** Which command lines are understood without picocli: the same ones that it understands, and in the same way. */
class PlainLineTest {
    @Test
    void pairsOfNameAndValueArePlain() {
        assertThat(plainly("serve")).contains(new PlainLine("serve", Map.of()));
        assertThat(plainly("serve --port 0 --config a.yaml --host ::1"))
                .contains(new PlainLine("serve", Map.of("--port", "0", "--config", "a.yaml", "--host", "::1")));
        assertThat(plainly("demo --port 1")).contains(new PlainLine("demo", Map.of("--port", "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "demo --host ::1", "serve --port=1", "serve --help", "serve --port", "serve 8000",
            "serve --port 1 --port 2", "serve --port --host", "serve --prot 1", "--version"})
    void whateverElseThereIsGoesToPicocli(String line) {
        assertThat(plainly(line)).isEmpty();
    }

    private static Optional<PlainLine> plainly(String line) {
        return PlainLine.of(line.split(" "));
    }
}
