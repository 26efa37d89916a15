package dev.pollux.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Request;
import dev.pollux.model.Tool;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The table of request fields in the documentation, held against the reader. */
class AnthropicFieldsTest {
    private static final Path TABLE = Path.of("../docs/dialects/anthropic.md");
    private static final Path SAMPLES = Path.of("src/test/resources/dialect/anthropic/fields.json");
    private static final ObjectNode PLAIN = Json.object(
            "{\"model\":\"m\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

    private record Row(String field, String fate) {}

    @TestFactory
    Stream<DynamicTest> everyFieldIsWhereTheTableSays() throws IOException {
        ObjectNode samples = Json.object(Files.readAllBytes(SAMPLES));
        List<Row> rows = rows();
        assertThat(rows).extracting(Row::field).containsExactlyInAnyOrderElementsOf(samples.propertyNames());
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.field() + " is " + row.fate(),
                () -> check(row.fate(), (ObjectNode) samples.get(row.field()))));
    }

    private static void check(String fate, ObjectNode sample) {
        ObjectNode body = PLAIN.deepCopy();
        body.setAll(sample);
        switch (fate) {
            case "carried" -> {
                assertThat(read(body)).isNotEqualTo(read(PLAIN));
                assertThat(kept(read(body))).isEmpty();
            }
            case "kept" -> assertThat(kept(read(body))).hasSize(1);
            case "refused" -> assertThatThrownBy(() -> read(body)).isInstanceOf(FailureException.class);
            default -> throw new AssertionError("an unknown fate: " + fate);
        }
    }

    private static Request read(ObjectNode body) {
        return new Anthropic(() -> "1").readRequest(Inquiry.of(body));
    }

    /** The names of all that only Anthropic knows. */
    private static List<String> kept(Request request) {
        var losses = new Losses();
        request.extras().report(losses);
        request.messages().forEach(message -> {
            message.extras().report(losses);
            report(message.blocks(), losses);
        });
        for (Tool tool : request.tools().offered()) {
            switch (tool) {
                case Tool.Function function -> function.marks().extras().report(losses);
                case Tool.Custom custom -> custom.marks().extras().report(losses);
                case Tool.Hosted hosted -> hosted.extras().report(losses);
                case Tool.Opaque opaque -> losses.add(opaque.kind());
            }
        }
        return losses.names();
    }

    private static void report(List<Block> blocks, Losses losses) {
        for (Block block : blocks) {
            block.marks().extras().report(losses);
            if (block instanceof Block.Opaque opaque) {
                losses.add(opaque.kind());
            } else if (block instanceof Block.ToolResult result) {
                report(result.content(), losses);
            }
        }
    }

    /** The rows of the first table. */
    private static List<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|")).skip(2).map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].strip().replace("`", ""), cells[2].strip().split(":", 2)[0])).toList();
    }
}
