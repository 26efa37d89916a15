package dev.pollux.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.AnyVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** Every client's official library in front of every vendor's dialect, on real ports. */
class GridTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "grid.md");
    private static final Map<Behind, AnyVendor> GATEWAYS = new EnumMap<>(Behind.class);

    @AfterAll
    static void close() {
        GATEWAYS.values().forEach(AnyVendor::close);
    }

    static Stream<Cell> cells() {
        return Arrays.stream(Behind.values()).flatMap(behind -> Arrays.stream(Library.values())
                .flatMap(library -> Arrays.stream(Scenario.values())
                        .flatMap(scenario -> Stream.of(false, true)
                                .map(streamed -> new Cell(library, behind, scenario, streamed)))));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCellIsAsTheDocumentSays(Cell cell) {
        cell.prove(GATEWAYS.computeIfAbsent(cell.behind(),
                behind -> new AnyVendor(behind.vendor(), behind.dialect())));
    }

    /** {@code -Dpollux.rewrite=true} writes it anew. */
    @Test
    void theDocumentHasEveryCell() throws IOException {
        String page = GridDocument.page();
        if (Boolean.getBoolean("pollux.rewrite")) {
            Files.writeString(DOCUMENT, page);
        }
        assertThat(DOCUMENT).as("run with -Dpollux.rewrite=true to write it anew").hasContent(page);
    }
}
