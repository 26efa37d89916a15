package dev.pollux.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A string means what Jackson's own parser reads, and what that refuses is refused. */
class AsciiParserTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String LONG = "QUJD".repeat(40_000);

    @Test
    void eachByteMeansTheSameAtEachPlaceOrIsRefused() {
        for (int value = 0; value <= 0xFF; value++) {
            for (int length = 1; length <= 2 * Long.BYTES + 1; length++) {
                byte[] text = ("{\"a\":\"" + "x".repeat(length) + "\",\"b\":\"y\"}").getBytes(StandardCharsets.UTF_8);
                for (int at = 0; at < length; at++) {
                    byte[] changed = text.clone();
                    changed["{\"a\":\"".length() + at] = (byte) value;
                    assertReadAsByJackson(changed);
                }
            }
        }
    }

    @Test
    void bytesAreToldApartWhateverStandsBesideThem() {
        Random random = new Random(7);
        byte[] signs = {'a', ' ', '!', '#', '[', ']', '~', 0x7F, '"', '\\', '/', 'n', 0, 0x1F, (byte) 0x80, (byte) 0x9F,
                (byte) 0xA2, (byte) 0xC3, (byte) 0xDC, (byte) 0xE4, (byte) 0xF0, (byte) 0xFF};
        for (int i = 0; i < 50_000; i++) {
            var text = new ByteArrayOutputStream();
            text.writeBytes(new byte[]{'[', '"'});
            int odd = random.nextInt(1, signs.length);
            random.ints(random.nextInt(20), 0, odd).forEach(at -> text.write(signs[at]));
            text.writeBytes(new byte[]{'"', ']'});
            assertReadAsByJackson(text.toByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void everyEncodingIsReadThatJacksonKnows(String name) {
        Charset encoding = Charset.forName(name);
        for (String text : new String[]{"7", "\"\"", "[\"stars\"]", "[\"一\"]", "{\"a\":\"xxxxxxxxxxxx\"}"}) {
            assertReadAsByJackson(text.getBytes(encoding));
            assertReadAsByJackson(("\uFEFF" + text).getBytes(encoding));
            assertThat(Json.tree(text.getBytes(encoding))).isEqualTo(MAPPER.readTree(text));
        }
    }

    private static void assertReadAsByJackson(byte[] text) {
        JsonNode meant;
        try {
            meant = MAPPER.readTree(text);
        } catch (JacksonException _) {
            assertThatThrownBy(() -> Json.tree(text)).isInstanceOf(JsonException.class);
            return;
        }
        assertThat(Json.tree(text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\\"", "\\\\", "\\u00e4", "ä", "🌍", "\\n", "\\/", "\\u002B+\\u002b/",
            "\\u002c"})
    void aLongStringMeansTheSameAsAShortOne(String end) {
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
