package dev.pollux.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.FieldTable;
import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Json;
import dev.pollux.model.Request;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** The page about this dialect says where each field of a request goes, and it goes there. */
class GeminiFieldsTest {
    private static final ObjectNode LEAST = Json.object(
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}");

    @TestFactory
    Stream<DynamicTest> eachFieldGoesWhereThePageSays() throws IOException {
        return FieldTable.tests("gemini", LEAST, (row, body) -> {
            Request with = read(body);
            String leaf = row.field().substring(row.field().lastIndexOf('.') + 1).replace("[]", "");
            // only extras and opaque blocks hold the names of the wire
            boolean kept = with.toString().contains(leaf + "\":") || with.toString().contains("." + leaf + ".");
            switch (row.fate()) {
                case "carried" -> {
                    assertThat(with).isNotEqualTo(read(LEAST));
                    assertThat(kept).as("in the extras of %s", with).isFalse();
                }
                case "kept" -> assertThat(kept).as("in the extras of %s", with).isTrue();
                case "unread" -> assertThat(with).isEqualTo(read(LEAST));
                default -> throw new AssertionError("an unknown fate: " + row.fate());
            }
        });
    }

    private static Request read(ObjectNode body) {
        return new Gemini(() -> "x1").readRequest(
                new Inquiry(Optional.of("m"), false, Request.Framing.EVENTS, body));
    }
}
