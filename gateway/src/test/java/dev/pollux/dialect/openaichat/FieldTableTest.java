package dev.pollux.dialect.openaichat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollux.dialect.FieldTable;
import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Request;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/** The page about this dialect says where each field of a request goes, and it goes there. */
class FieldTableTest {
    private static final OpenAiChat DIALECT = new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)),
            () -> "fresh");
    private static final ObjectNode LEAST = Json.object(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

    @TestFactory
    Stream<DynamicTest> eachFieldGoesWhereThePageSays() throws IOException {
        return FieldTable.tests("openai", LEAST, (row, body) -> {
            switch (row.fate()) {
                case "carried" -> {
                    assertThat(FieldTable.kept(read(body))).isEmpty();
                    assertThat(read(body)).isNotEqualTo(read(LEAST));
                }
                case "kept" -> assertThat(FieldTable.kept(read(body))).hasSize(1)
                        .allMatch(name -> row.field().equals(name) || row.field().startsWith(name + "."));
                case "refused" -> assertThat(catchThrowableOfType(JsonException.class, () -> read(body)).path()
                        .replaceAll("\\[\\d+]", "[]")).isEqualTo(row.field());
                default -> throw new AssertionError("an unknown fate: " + row.fate());
            }
        });
    }

    private static Request read(ObjectNode body) {
        return DIALECT.readRequest(Inquiry.of(body));
    }
}
