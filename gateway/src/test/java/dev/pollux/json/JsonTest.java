package dev.pollux.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    /** What is bounded, and a document with so much of it. */
    enum Bound {
        DEPTH(Json.MAX_DEPTH) {
            @Override
            byte[] document(int levels) {
                return utf8("[".repeat(levels) + "]".repeat(levels));
            }
        },
        TOKENS(Json.MAX_TOKENS) {
            @Override
            byte[] document(int tokens) {
                return utf8("[1" + ",1".repeat(tokens - "[1]".length()) + "]");
            }
        },
        NUMBER(Json.MAX_NUMBER_LENGTH) {
            @Override
            byte[] document(int digits) {
                return utf8("1".repeat(digits));
            }
        },
        NAME(Json.MAX_NAME_LENGTH) {
            @Override
            byte[] document(int characters) {
                return utf8("{\"" + "n".repeat(characters) + "\":1}");
            }
        },
        STRING(Json.MAX_STRING_LENGTH) {
            @Override
            byte[] document(int characters) {
                byte[] document = new byte[characters + 2];
                Arrays.fill(document, (byte) 'x');
                document[0] = '"';
                document[characters + 1] = '"';
                return document;
            }
        };

        private final int most;

        Bound(int most) {
            this.most = most;
        }

        abstract byte[] document(int amount);

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void asMuchAsABoundSaysIsReadAndOneMoreIsNot(Bound bound) {
        for (int amount : new int[]{bound.most - 1, bound.most}) {
            assertThat(Json.tree(bound.document(amount)).isMissingNode()).isFalse();
        }
        byte[] beyond = bound.document(bound.most + 1);
        assertThatThrownBy(() -> Json.tree(beyond)).isInstanceOf(JsonException.class)
                .hasMessageContaining("too deep, too long or too large");
    }
}
