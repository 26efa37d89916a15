package dev.pollux.dialect.openairesponses;

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
class FieldTableTest {
    private static final ObjectNode LEAST = Json.object("{\"model\": \"m\", \"input\": \"Hi\"}");

    @TestFactory
    Stream<DynamicTest> eachFieldGoesWhereThePageSays() throws IOException {
        return FieldTable.tests("responses", LEAST, (row, body) -> {
            switch (row.fate()) {
                case "carried" -> {
                    assertThat(FieldTable.kept(read(body))).isEmpty();
                    assertThat(read(body)).isNotEqualTo(read(LEAST));
                }
                case "kept" -> assertThat(FieldTable.kept(read(body))).containsExactly(row.field());
                case "refused" -> assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(FailureException.class,
                        refused -> assertThat(refused.failure().param()).contains(row.field()));
                default -> throw new AssertionError("an unknown fate: " + row.fate());
            }
        });
    }

    private static Request read(ObjectNode body) {
        return Fixed.dialect().readRequest(Inquiry.of(body));
    }
}
