package dev.pollux.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.nio.charset.StandardCharsets;

/** Texts of every length, with every character at every place that a shortcut could overlook. */
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

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537})
    void longTextsAreWrittenWhole(int length) {
        assertWritten("x".repeat(length));
        assertWritten("x".repeat(length - 1) + '"');
    }

    @Test
    void otherCharactersThanAsciiAreWritten() {
        assertWritten("一个长句子，没有任何需要转义的字符，".repeat(5));
        assertWritten("\uD83D\uDE00".repeat(40));
    }

    private static void assertWritten(String text) {
        JsonNode node = JsonNodeFactory.instance.objectNode().put("text", text);
        assertThat(new String(Json.bytes(node), StandardCharsets.UTF_8)).isEqualTo(MAPPER.writeValueAsString(node))
                .isEqualTo(Json.text(node));
    }
}
