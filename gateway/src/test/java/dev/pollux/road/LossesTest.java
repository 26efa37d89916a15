package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model cannot be told is named, and whoever is strict is refused for it. */
class LossesTest {
    private static final String LOSSY = "{\"model\":\"gemini-2.5-flash\",\"stream\":%s,\"messages\":[{\"role\":\"user\","
            + "\"content\":\"Hi\"}],\"logit_bias\":{\"50256\":-100},\"prediction\":{\"type\":\"content\",\"content\":\"x\"}}";

    private static Running running;

    @BeforeAll
    static void start() {
        running = Running.start();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsLostIsNamedInTheAnswersHead(boolean stream) {
        RawAnswer answer = running.chat(LOSSY.formatted(stream));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-pollux-losses").orElse("")).contains("logit_bias", "prediction");
        assertThat(answer.header("x-pollux-upstream")).contains("gemini/gemini-2.5-flash");
        assertThat(answer.header("x-pollux-attempts")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theStrictHeaderMakesItAnError(boolean stream) {
        running.forget();
        assertRefused(running.chat(LOSSY.formatted(stream), "x-pollux-strict: 1"));
        assertThat(running.recorded()).isEmpty();
    }

    @Test
    void theStrictSettingMakesItAnErrorForEverybody() {
        try (Running strict = Running.start(Running.with(Keys.TRANSLATE_STRICT, "true"))) {
            assertRefused(strict.chat(LOSSY.formatted(false)));
            assertThat(strict.chat("{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":"
                    + "\"Hi\"}]}").status()).isEqualTo(200);
        }
    }

    @Test
    void aStrictRequestBearsTheLossOfAHint() {
        String hints = "\"user\":\"u\",\"safety_identifier\":\"s\",\"prompt_cache_key\":\"k\"";
        RawAnswer answer = running.chat("{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"Hi\"}]," + hints + "}", "x-pollux-strict: 1");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("x-pollux-losses")).contains("prompt_cache_key, safety_identifier, user");
        RawAnswer refused = running.chat("{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"Hi\"}]," + hints + ",\"logit_bias\":{\"1\":1}}", "x-pollux-strict: 1");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("logit_bias").doesNotContain("user", "prompt_cache_key");
    }

    /** The sandbox refuses the mixture as Gemini does, for a model whose name tells no version. */
    @Test
    void aModelThatNobodyKnowsGetsFunctionsWithoutTheHostedToolsBesideThem() {
        RawAnswer answer = running.chat("""
                {"model":"sandbox-plain","messages":[{"role":"user","content":"Hi"}],"web_search_options":{},
                 "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]}""");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("x-pollux-losses")).contains("web_search");
    }

    @Test
    void whereNothingIsLostNothingIsSaid() {
        RawAnswer answer = running.chat("{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"Hi\"}],\"seed\":7,\"stop\":\"END\"}", "x-pollux-strict: 1");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("x-pollux-losses")).isEmpty();
    }

    @Test
    void aLossNamedByTheClientWritesNoHeaderOfItsOwn() {
        RawAnswer answer = running.chat("{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"Hi\"}],\"a\\r\\nx-evil: 1\":7,\"\u4e16" + "z".repeat(900) + "\":1,\"" + "y".repeat(1000)
                + "\":1}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("x-evil")).isEmpty();
        assertThat(answer.header("x-pollux-losses").orElseThrow()).contains("a??x-evil: 1")
                .hasSizeLessThanOrEqualTo(1024);
    }

    @Test
    void aRetiredModelIsAnsweredByItsSuccessorAndTheAnswerSaysSo() {
        RawAnswer answer = running.chat("{\"model\":\"gemini-1.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"Hi\"}]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("model").asString("")).isEqualTo("gemini-1.5-flash");
        assertThat(answer.header("x-pollux-upstream").orElse("")).startsWith("gemini/gemini-")
                .isNotEqualTo("gemini/gemini-1.5-flash");
    }

    private static void assertRefused(RawAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("unsupported_parameter");
        assertThat(answer.message()).contains("logit_bias", "prediction");
        assertThat(answer.error().path("param").asString("")).isIn("logit_bias", "prediction");
    }
}
