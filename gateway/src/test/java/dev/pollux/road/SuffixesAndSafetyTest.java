package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;

/** Wishes behind a model's name, and how much Gemini filters, as its vendor gets to see them. */
class SuffixesAndSafetyTest {
    private static final String ALL = "suffixes: [search, image, thinking]";
    private ScriptedVendor vendor;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Well\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}]}"));
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyClientMayWriteAWishBehindTheName(Asking client) throws IOException {
        try (Running running = running(ALL, "")) {
            RawAnswer answer = client.ask(running, "gemini-2.5-flash-thinking-1024-search");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.header("x-pollux-upstream")).contains("g/gemini-2.5-flash");
            if (client != Asking.GEMINI) {
                assertThat(answer.json().path("model").asString("")).as("the name that the client used")
                        .isEqualTo("gemini-2.5-flash-thinking-1024-search");
            }
        }
        assertThat(vendor.requests().getLast()).contains("/models/gemini-2.5-flash:generateContent",
                "\"googleSearch\":{}", "\"thinkingBudget\":1024");
    }

    @Test
    void aNameThatAModelReallyHasMeansTheModel() throws IOException {
        try (Running running = running(ALL, "")) {
            Asking.OPENAI.ask(running, "gemini-2.5-flash-image");
        }
        assertThat(vendor.requests().getLast()).contains("/models/gemini-2.5-flash-image:");
    }

    @Test
    void unlessSwitchedOnItIsAPartOfTheName() throws IOException {
        try (Running running = running("", "")) {
            Asking.OPENAI.ask(running, "gemini-2.5-flash-search");
        }
        assertThat(vendor.requests().getLast()).contains("/models/gemini-2.5-flash-search:")
                .doesNotContain("googleSearch");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            safety: {'*': off}                                            | gemini-2.5-flash | DANGEROUS_CONTENT:OFF HARASSMENT:OFF HATE_SPEECH:OFF SEXUALLY_EXPLICIT:OFF
            safety: {'*': off}                                            | gemini-1.5-pro   | DANGEROUS_CONTENT:BLOCK_NONE HARASSMENT:BLOCK_NONE HATE_SPEECH:BLOCK_NONE SEXUALLY_EXPLICIT:BLOCK_NONE
            safety: {'*': off, gemini-2.5-*: {harassment: block-only-high}} | gemini-2.5-flash | HARASSMENT:BLOCK_ONLY_HIGH
            safety: {gemini-3*: off}                                      | gemini-2.5-flash | ''
            safety: {'*': off, gemini-2.5-flash: untouched}               | gemini-2.5-flash | ''
            """)
    void howMuchIsFilteredIsSetForEachModel(String yaml, String model, String expected) throws IOException {
        try (Running running = running("", yaml)) {
            for (Asking client : Asking.values()) {
                assertThat(client.ask(running, model).status()).isEqualTo(200);
                String sent = vendor.requests().getLast();
                assertThat(sent.contains("safetySettings")).isEqualTo(!expected.isEmpty());
                String settings = sent.replaceAll("(?s).*\"safetySettings\":\\[(.*?)\\].*", "$1")
                        .replaceAll("\\{\"category\":\"HARM_CATEGORY_(\\w+)\",\"threshold\":\"(\\w+)\"\\},?", "$1:$2 ");
                if (!expected.isEmpty()) {
                    assertThat(settings.strip()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void whatTheClientSaysItselfWins() throws IOException {
        try (Running running = running("", "safety: {'*': off}")) {
            running.post(Asking.GEMINI.path("gemini-2.5-flash"), """
                    {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"safetySettings":[]}""");
            assertThat(vendor.requests().getLast()).contains("\"safetySettings\":[]").doesNotContain("OFF");
        }
    }

    private Running running(String models, String more) throws IOException {
        return Running.configured("""
                upstreams: {g: {vendor: gemini, base-url: '%s', api-key: some-key-123}}
                models: {successors: false, refresh: 0s%s}
                %s
                """.formatted(vendor.base(), models.isEmpty() ? "" : ", " + models, more));
    }
}
