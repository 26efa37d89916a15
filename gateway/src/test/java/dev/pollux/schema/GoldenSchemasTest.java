package dev.pollux.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Schemas as real tools send them, and what each target gets: one file per case, the input first.
 *
 * <p>{@code -Dgolden.rewrite=true} writes the files anew; the difference is then to be read.
 */
class GoldenSchemasTest {
    private static final Path HOME = Path.of("src/test/resources/schema");

    static List<Path> cases() throws IOException {
        try (var files = Files.list(HOME)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyTargetGetsWhatTheFileSays(Path file) throws IOException {
        String text = Files.readString(file);
        String input = text.substring(0, text.contains("\n--- ") ? text.indexOf("\n--- ") + 1 : text.length());
        var actual = new StringBuilder(input.stripTrailing()).append('\n');
        for (SchemaTarget target : SchemaTarget.values()) {
            ObjectNode schema = Json.object(input);
            var losses = new Losses();
            ObjectNode compiled = SchemaCompiler.compile(schema, target, "p", losses);
            assertThat(schema).isEqualTo(Json.object(input));
            actual.append("--- ").append(target);
            actual.append(losses.isEmpty() ? "" : " loses " + String.join(", ", losses.names())).append('\n');
            actual.append(compiled.equals(schema) ? "(the same)" : pretty(compiled)).append('\n');
            assertThat(AcceptedBy.faults(compiled, target)).as(file + " " + target).isEmpty();
        }
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(file, actual);
        }
        assertThat(actual.toString()).isEqualTo(text);
    }

    private static String pretty(ObjectNode schema) {
        var indenter = new DefaultIndenter("  ", "\n");
        return new JsonMapper().writer().with(new DefaultPrettyPrinter().withObjectIndenter(indenter))
                .writeValueAsString(schema);
    }
}
