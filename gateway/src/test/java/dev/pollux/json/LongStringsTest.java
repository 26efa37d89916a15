package dev.pollux.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A long document means the same as a short one. */
class LongStringsTest {
    private static final String LONG = "QUJD".repeat(40_000);

    @ParameterizedTest
    @ValueSource(strings = {"", "\\\"", "\\\\", "\\u00e4", "ä", "🌍", "\\n", "\\/", "\\u002B+\\u002b/",
            "\\u002c"})
    void aStringIsWhatTheParserReads(String end) {
        JsonNode tree = Json.tree("[1, {\"a\": \"" + LONG + end + "\", \"b\": [true, \"" + end + "\"]}, 2.5]");
        String meant = Json.tree("[\"" + end + "\"]").path(0).stringValue();
        assertThat(tree.at("/1/a").stringValue()).isEqualTo(LONG + meant);
        assertThat(tree.at("/1/b/1").stringValue()).isEqualTo(meant);
        assertThat(tree.path(2).doubleValue()).isEqualTo(2.5);
    }

    @Test
    void whatIsNoJsonIsRefusedBehindALongString() {
        assertThatThrownBy(() -> Json.tree("[\"" + LONG + "\"")).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.tree("[\"" + LONG)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.tree("[\"" + LONG + "\"] []")).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Json.tree("[\"" + LONG + "\n\"]")).isInstanceOf(JsonException.class);
        for (String escape : new String[]{"\\u002", "\\U002b", "\\x", "\\"}) {
            assertThatThrownBy(() -> Json.tree("[\"" + LONG + escape + "\"]")).isInstanceOf(JsonException.class);
        }
        assertThatThrownBy(() -> Json.object("{\"a\":1,\"b\":\"" + LONG + "\",\"a\":2}"))
                .isInstanceOf(JsonException.class);
    }
}
