package dev.pollux.dialect.openaichat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Losses;
import dev.pollux.model.Request;
import dev.pollux.model.Tool;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The table of the documentation says where each field goes; here each goes there. */
class FieldTableTest {
    private static final OpenAiChat DIALECT = new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)),
            () -> "fresh");
    private static final String BASE = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private record Row(String field, String place) {}

    @TestFactory
    Stream<DynamicTest> everyFieldGoesWhereTheTableSays() throws IOException {
        ObjectNode samples = samples();
        return rows().stream().filter(row -> !row.field().startsWith("any"))
                .map(row -> DynamicTest.dynamicTest(row.field(), () -> check(row, samples)));
    }

    @Test
    void everySampleStandsInTheTable() throws IOException {
        List<String> fields = rows().stream().map(Row::field).toList();
        assertThat(samples().propertyNames()).allMatch(fields::contains);
    }

    private static void check(Row row, ObjectNode samples) {
        assertThat(samples.has(row.field())).as("a sample of " + row.field()).isTrue();
        ObjectNode body = Json.object(BASE);
        body.setAll((ObjectNode) samples.get(row.field()));
        Inquiry inquiry = Inquiry.of(body);
        if (row.place().startsWith("refused")) {
            var refusal = catchThrowableOfType(JsonException.class, () -> DIALECT.readRequest(inquiry));
            assertThat(refusal.path().replaceAll("\\[\\d+]", "[]")).isEqualTo(row.field());
            return;
        }
        Request request = DIALECT.readRequest(inquiry);
        if (row.place().startsWith("carried")) {
            assertThat(kept(request)).isEmpty();
            assertThat(request).isNotEqualTo(DIALECT.readRequest(Inquiry.of(Json.object(BASE))));
        } else {
            assertThat(row.place()).isEqualTo("kept");
            assertThat(kept(request)).hasSize(1)
                    .allMatch(name -> row.field().equals(name) || row.field().startsWith(name + "."));
        }
    }

    /** What every other dialect would report as lost. */
    private static List<String> kept(Request request) {
        var losses = new Losses();
        request.extras().report(losses);
        request.messages().forEach(message -> {
            message.extras().report(losses);
            message.blocks().forEach(block -> kept(block, losses));
        });
        request.tools().offered().forEach(tool -> {
            switch (tool) {
                case Tool.Function function -> function.marks().extras().report(losses);
                case Tool.Custom custom -> custom.marks().extras().report(losses);
                case Tool.Hosted hosted -> hosted.extras().report(losses);
                case Tool.Opaque opaque -> losses.add(opaque.kind());
            }
        });
        return losses.names();
    }

    private static void kept(Block block, Losses losses) {
        block.marks().extras().report(losses);
        if (block instanceof Block.ToolResult result) {
            result.content().forEach(inner -> kept(inner, losses));
        }
        if (block instanceof Block.Opaque opaque) {
            losses.add(opaque.kind());
        }
    }

    private static List<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/dialects/openai.md"));
        return lines.stream().dropWhile(line -> !line.startsWith("|---")).skip(1)
                .takeWhile(line -> line.startsWith("|")).map(line -> {
                    String[] cells = line.split("\\|", -1);
                    return new Row(cells[1].replace("`", "").strip(), cells[2].strip());
                }).toList();
    }

    private static ObjectNode samples() throws IOException {
        return Json.object(Files.readAllBytes(Path.of("src/test/resources/dialect/openai/fields.json")));
    }
}
