package dev.pollux.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.dialect.FieldTable;
import dev.pollux.dialect.Inquiry;
import dev.pollux.json.Json;
import dev.pollux.model.FailureException;
import dev.pollux.model.Request;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.stream.Stream;

/** The page about this dialect says where each field of a request goes, and it goes there. */
class AnthropicFieldsTest {
    private static final ObjectNode LEAST = Json.object(
            "{\"model\":\"m\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

    @TestFactory
    Stream<DynamicTest> eachFieldGoesWhereThePageSays() throws IOException {
        return FieldTable.tests("anthropic", LEAST, (row, body) -> {
            switch (row.fate()) {
                case "carried" -> {
                    assertThat(read(body)).isNotEqualTo(read(LEAST));
                    assertThat(FieldTable.kept(read(body))).isEmpty();
                }
                case "kept" -> assertThat(FieldTable.kept(read(body))).hasSize(1);
                case "refused" -> assertThatThrownBy(() -> read(body)).isInstanceOf(FailureException.class);
                default -> throw new AssertionError("an unknown fate: " + row.fate());
            }
        });
    }

    private static Request read(ObjectNode body) {
        return new Anthropic(() -> "1").readRequest(Inquiry.of(body));
    }
}
