package dev.pollux.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ReplaceTextTest {

    @Test
    void everyOtherByteStaysAsItWas() {
        assertThat(replaced("{ \"a\" : 1.50e1 ,\n \"model\" :\t\"old\" , \"x\":{\"model\":\"inner\"} }", "new"))
                .isEqualTo("{ \"a\" : 1.50e1 ,\n \"model\" :\t\"new\" , \"x\":{\"model\":\"inner\"} }");
    }

    @Test
    void onlyTheFieldAtTheTopIsMeant() {
        assertThat(replaced("{\"x\":{\"model\":\"inner\"},\"y\":[{\"model\":\"b\"}],\"model\":\"o\"}", "n"))
                .isEqualTo("{\"x\":{\"model\":\"inner\"},\"y\":[{\"model\":\"b\"}],\"model\":\"n\"}");
    }

    @Test
    void escapesAndCharactersOfSeveralBytesAreNoTrouble() {
        assertThat(replaced("{\"π\":\"世界 🌍\",\"mod\\u0065l\":\"ol\\\"d\",\"z\":\"é\"}", "ü\"\n"))
                .isEqualTo("{\"π\":\"世界 🌍\",\"mod\\u0065l\":\"ü\\\"\\n\",\"z\":\"é\"}");
    }

    @Test
    void aFieldThatIsMissingOrNoStringIsNamed() {
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> replaced("{\"a\":1}", "n"))
                .matches(e -> e.reason() == JsonException.Reason.MISSING && e.path().equals("model"));
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> replaced("{\"model\":1}", "n"))
                .matches(e -> e.reason() == JsonException.Reason.ILL_TYPED);
        assertThatExceptionOfType(JsonException.class).isThrownBy(() -> replaced("{\"model", "n"))
                .matches(e -> e.reason() == JsonException.Reason.MALFORMED);
    }

    private static String replaced(String object, String model) {
        return new String(Json.replaceText(object.getBytes(UTF_8), "model", model), UTF_8);
    }
}
