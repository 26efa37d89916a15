package dev.pollux.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;

/** Trees of our own making are those that Jackson's mapper makes. */
class JsonTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "true", "\"\"", "0", "-1", "2147483647", "2147483648",
            "-9223372036854775808", "9223372036854775808", "1.5", "-0.0", "1e3", "1e-3", "1E308", "123456789.123456789",
            "{\"a\":{\"b\":[1,[2,{\"c\":null}],\"\\u00e4\\ud83c\\udf0d\\n\\\"\\\\/\"]},\"d\":false,\"\":[]}",
            " [ 1 , 2 ] "})
    void aTreeIsReadAndWrittenAsByTheMapper(String text) {
        assertThat(Json.tree(text)).isEqualTo(MAPPER.readTree(text));
        assertThat(Json.text(Json.tree(text))).isEqualTo(MAPPER.writeValueAsString(MAPPER.readTree(text)));
        assertThat(new String(Json.bytes(Json.tree(text)), StandardCharsets.UTF_8))
                .isEqualTo(MAPPER.writeValueAsString(MAPPER.readTree(text)));
    }

    @Test
    void whatProgramsPutIntoATreeIsWritten() {
        var tree = Json.object().put("float", 0.1f).put("short", (short) 3).put("decimal",
                new java.math.BigDecimal("1.10"));
        assertThat(Json.text(tree)).isEqualTo("{\"float\":0.1,\"short\":3,\"decimal\":1.10}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "[1] 2", "{} {}", "nul", "\"a", "01",
            "NaN",
            "'a'", "[1e400]", "{\"a\":1,\"b\":{},\"a\":2}", "{\"x\":[{\"a\":null,\"a\":null}]}", "\"\\ud83c\" x",
            "// c\n1"})
    void whatIsNoJsonOrMayMeanTwoThingsIsRefused(String text) {
        assertThatThrownBy(() -> Json.tree(text)).isInstanceOfSatisfying(JsonException.class,
                e -> assertThat(e.reason()).isEqualTo(JsonException.Reason.MALFORMED));
    }

    @Test
    void boundsAreKept() {
        assertThat(Json.tree("[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH)).isArray()).isTrue();
        for (String beyond : new String[]{"[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1),
                "1".repeat(Json.MAX_NUMBER_LENGTH + 1), "{\"" + "n".repeat(Json.MAX_NAME_LENGTH + 1) + "\":1}",
                "[" + "1,".repeat(Json.MAX_TOKENS) + "1]"}) {
            assertThatThrownBy(() -> Json.tree(beyond)).isInstanceOf(JsonException.class)
                    .hasMessageContaining("too deep, too long or too large");
        }
    }
}
