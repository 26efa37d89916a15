package dev.pollux.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Losses;
import dev.pollux.model.Request;
import dev.pollux.model.Tool;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The table in the page of a dialect that says of each field of a request where it goes, with a sample of each. */
public final class FieldTable {
    private FieldTable() {}

    /**
     * A row of the table.
     *
     * @param fate {@code carried}, {@code kept}, {@code refused} or {@code unread}
     */
    public record Row(String field, String fate) {}

    /**
     * One test for each row; the samples are those of the rows.
     *
     * @param least a request to which each sample is added
     */
    public static Stream<DynamicTest> tests(String dialect, ObjectNode least, BiConsumer<Row, ObjectNode> check)
            throws IOException {
        ObjectNode samples = Json.object(
                Files.readAllBytes(Path.of("src/test/resources/dialect", dialect, "fields.json")));
        List<Row> rows = rows(dialect);
        assertThat(rows).extracting(Row::field).containsExactlyInAnyOrderElementsOf(samples.propertyNames());
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.field() + " is " + row.fate(), () -> {
            ObjectNode body = least.deepCopy();
            body.setAll((ObjectNode) samples.get(row.field()));
            check.accept(row, body);
        }));
    }

    private static List<Row> rows(String dialect) throws IOException {
        return Files.readAllLines(Path.of("../docs/dialects", dialect + ".md")).stream()
                .takeWhile(line -> !line.equals("## Answer")).filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].replace("`", "").strip(), cells[2].strip().split(":", 2)[0])).toList();
    }

    /** What every other dialect would report as lost. */
    public static List<String> kept(Request request) {
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
        switch (block) {
            case Block.Opaque opaque -> losses.add(opaque.kind());
            case Block.ToolResult result -> result.content().forEach(inner -> kept(inner, losses));
            case Block.Text _,Block.Thinking _,Block.Media _,Block.ToolCall _ -> {
                // its marks are all
            }
        }
    }
}
