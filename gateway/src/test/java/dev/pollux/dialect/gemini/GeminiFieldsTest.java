package dev.pollux.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Json;
import dev.pollux.model.Request;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of request fields in the documentation, held against the reader. */
class GeminiFieldsTest {
    private static final Path TABLE = Path.of("../docs/dialects/gemini.md");
    private static final Path SAMPLES = Path.of("src/test/resources/dialect/gemini/fields.json");

    private record Row(String field, String fate) {}

    @TestFactory
    Stream<DynamicTest> everyFieldIsWhereTheTableSays() throws IOException {
        ObjectNode samples = Json.object(Files.readAllBytes(SAMPLES));
        List<Row> rows = rows();
        assertThat(rows).extracting(Row::field).containsExactlyInAnyOrderElementsOf(samples.propertyNames());
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.field() + " is " + row.fate(),
                () -> check(row, (ObjectNode) samples.get(row.field()))));
    }

    private static void check(Row row, ObjectNode sample) {
        ObjectNode plain = Json.object("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}");
        Request without = read(plain);
        ObjectNode body = plain.deepCopy();
        body.setAll(sample);
        Request with = read(body);
        String leaf = row.field().substring(row.field().lastIndexOf('.') + 1).replace("[]", "");
        // only extras and opaque blocks hold the names of the wire
        boolean kept = with.toString().contains(leaf + "\":") || with.toString().contains("." + leaf + ".");
        switch (row.fate()) {
            case "carried" -> {
                assertThat(with).isNotEqualTo(without);
                assertThat(kept).as("in the extras of %s", with).isFalse();
            }
            case "kept" -> assertThat(kept).as("in the extras of %s", with).isTrue();
            case "unread" -> assertThat(with).isEqualTo(without);
            default -> throw new AssertionError("an unknown fate: " + row.fate());
        }
    }

    private static Request read(ObjectNode body) {
        return new Gemini(() -> "x1").readRequest(
                new Inquiry(Optional.of("m"), false, Request.Framing.EVENTS, body));
    }

    /** The rows of the first table. */
    private static List<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|")).skip(2).map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].strip().replace("`", ""), cells[2].strip().split(":", 2)[0])).toList();
    }
}
