package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.sandbox.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

class ModelsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void eachModelStandsThereWithItsTargetsAndItsEnd() throws IOException {
        String table = run("http://127.0.0.1:1");
        assertThat(table)
                .containsPattern("(?m)^gemini-2\\.5-flash +gemini/gemini-2\\.5-flash +\\d+ +\\d+ .* catalogue");
        assertThat(table).containsPattern("(?m)^our-own-one +gemini/gemini-2\\.5-pro, far/big .* settings");
        assertThat(table).containsPattern("(?m)^gemini-2\\.0-flash +.* \\d{4}-\\d\\d-\\d\\d > gemini-");
        assertThat(table).doesNotContain("list of gemini");
    }

    @Test
    void theServicesOwnListsAreShownWhereTheyAreAsked() throws IOException {
        try (Sandbox vendor = Sandbox.start("127.0.0.1", 0)) {
            assertThat(run(vendor.base().toString(), "--ask")).contains("list of gemini")
                    .contains("far: The upstream refused the connection.");
        }
    }

    private String run(String vendor, String... more) throws IOException {
        Path settings = Files.writeString(folder.resolve("pollux.yaml"), """
                gemini: {base-url: '%s', api-key: a-key}
                upstreams: {far: {base-url: 'http://127.0.0.1:1/v1'}}
                models: {our-own-one: [gemini/gemini-2.5-pro, far/big]}
                """.formatted(vendor));
        var printed = new StringWriter();
        var out = new PrintWriter(printed, true);
        String[] arguments = new String[more.length + 3];
        arguments[0] = "models";
        arguments[1] = "--config";
        arguments[2] = settings.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        assertThat(Pollux.commandLine().setOut(out).setErr(out).execute(arguments)).as(printed.toString()).isZero();
        return printed.toString();
    }
}
