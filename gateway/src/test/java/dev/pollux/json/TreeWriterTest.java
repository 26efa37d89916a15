package dev.pollux.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Every tree as Jackson writes it: texts of every length, with every character at every place that matters. */
class TreeWriterTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 46, 47, 48, 49, 63, 64, 65, 1_000})
    void eachCharacterStandsForItselfOrIsEscaped(int length) {
        for (int code = 0; code <= 0x180; code++) {
            for (int at : new int[]{0, length / 2, length}) {
                assertWritten("x".repeat(at) + Character.toString(code) + "y".repeat(length - at));
            }
        }
    }

    @Test
    void charactersAreToldApartWhateverStandsBesideThem() {
        Random random = new Random(7);
        String signs = "a?\"\\\n\0\u001f \u007f\u0080é一\uD83D\uDE00\uE000";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(100), 0, signs.length()).forEach(at -> text.append(signs.charAt(at)));
            assertWritten(text.toString()); // with halves of pairs in it
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 200_000})
    void longTextsAreWrittenWhole(int length) {
        assertWritten("x".repeat(length));
        assertWritten("x".repeat(length - 1) + '"');
        assertWritten("x".repeat(length - 1) + '\uD83D');
        assertWritten(JsonNodeFactory.instance.arrayNode().add("a".repeat(length)).add("").add("b".repeat(length)));
    }

    @Test
    void everyValueIsWritten() {
        ObjectNode all = JsonNodeFactory.instance.objectNode().put("", 0).put("int", Integer.MIN_VALUE)
                .put("long", Long.MIN_VALUE).put("whole", new BigInteger("9".repeat(40)))
                .put("double", 1e10).put("negative", -0.0).put("small", Double.MIN_VALUE).put("float", 1.5f)
                .put("exact", new BigDecimal("1E+400")).put("none", Double.NaN)
                .put("infinite", Double.NEGATIVE_INFINITY)
                .put("yes", true).put("no", false).putNull("null").put("a \"name\"", "");
        all.putArray("empty");
        all.putObject("nothing").putArray("in it");
        all.putArray("full").add(1).add(all.deepCopy()).addNull();
        assertWritten(all);
    }

    private static void assertWritten(String text) {
        assertWritten(JsonNodeFactory.instance.objectNode().put("text", text).put(text, ""));
    }

    private static void assertWritten(JsonNode tree) {
        assertThat(new String(Json.bytes(tree), StandardCharsets.UTF_8))
                .isEqualTo(new String(MAPPER.writeValueAsBytes(tree), StandardCharsets.UTF_8));
        assertThat(Json.text(tree)).isEqualTo(MAPPER.writeValueAsString(tree));
    }
}
