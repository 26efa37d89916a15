package dev.pollux.dialect.openairesponses;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The page about this dialect says where each field of a request goes, and it goes there. */
class FieldTableTest {
    private static final Path PAGE = Path.of("../docs/dialects/responses.md");
    private static final Path SAMPLES = Path.of("src/test/resources/dialect/responses/fields.json");
    private static final ObjectNode LEAST = Json.object("{\"model\": \"m\", \"input\": \"Hi\"}");

    @TestFactory
    Stream<DynamicTest> eachFieldGoesWhereThePageSays() throws IOException {
        ObjectNode samples = Json.object(Files.readAllBytes(SAMPLES));
        return rows().entrySet().stream().map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
            assertThat(samples.get(row.getKey())).as("sample").isInstanceOf(ObjectNode.class);
            ObjectNode body = LEAST.deepCopy();
            body.setAll((ObjectNode) samples.get(row.getKey()));
            check(row.getKey(), row.getValue(), Inquiry.of(body));
        }));
    }

    @Test
    void thePageNamesEachSample() throws IOException {
        assertThat(rows().keySet()).containsAll(Json.object(Files.readAllBytes(SAMPLES)).propertyNames());
    }

    private static void check(String field, String place, Inquiry inquiry) {
        switch (place.replaceAll(":.*", "")) {
            case "carried" -> {
                Request request = Fixed.dialect().readRequest(inquiry);
                assertThat(kept(request)).isEmpty();
                assertThat(request).isNotEqualTo(Fixed.dialect().readRequest(Inquiry.of(LEAST)));
            }
            case "kept" -> assertThat(kept(Fixed.dialect().readRequest(inquiry))).containsExactly(field);
            case "refused" -> assertThatThrownBy(() -> Fixed.dialect().readRequest(inquiry)).isInstanceOfSatisfying(
                    FailureException.class, refused -> assertThat(refused.failure().param()).contains(field));
            default -> throw new AssertionError("no place: " + place);
        }
    }

    /** What every other dialect would report as lost. */
    private static List<String> kept(Request request) {
        var losses = new Losses();
        request.extras().report(losses);
        request.messages().forEach(message -> {
            message.extras().report(losses);
            message.blocks().forEach(block -> report(block, losses));
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

    private static void report(Block block, Losses losses) {
        block.marks().extras().report(losses);
        switch (block) {
            case Block.Opaque opaque -> losses.add(opaque.kind());
            case Block.ToolResult result -> result.content().forEach(part -> report(part, losses));
            case Block.Text _,Block.Thinking _,Block.Media _,Block.ToolCall _ -> {
                // its marks are all
            }
        }
    }

    /** The field and the place of each row of the first table. */
    private static Map<String, String> rows() throws IOException {
        var rows = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length > 3 && line.startsWith("| `")) {
                rows.put(cells[1].replace("`", "").strip(), cells[2].strip());
            }
            if (line.startsWith("## Answer")) {
                break;
            }
        }
        return rows;
    }
}
