package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A vendor that answers in the other form: whole instead of a stream, or the other way round. */
class WrongFormTest {
    private static final String WHOLE = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
            {"role":"assistant","content":"Well"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,\
            "completion_tokens":3,"total_tokens":10}}""";
    private static final String PIECE = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,\
            "delta":{"role":"assistant","content":"Well"},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    private ScriptedVendor vendor;
    private Running running;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(_ -> {});
        running = Running.before(vendor, Running.with(Keys.OPENAI_BASE_URL, vendor.base() + "/v1"),
                Running.with(Keys.OPENAI_API_KEY, "test-key"), Running.with(Keys.STREAM_HEARTBEAT, "10ms"));
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, data: [DONE]", "/v1/messages, event: message_stop"})
    void aWholeAnswerBecomesTheStreamThatWasAskedFor(String path, String end) {
        vendor.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "application/json", WHOLE)));
        RawAnswer answer = running.post(path, question(true));
        assertThat(answer.body()).contains("Well", end);
        assertThat(answer.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
    void aStreamBecomesTheWholeAnswerThatWasAskedFor(String path) {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(PIECE)));
            peer.send(ScriptedVendor.lastChunk());
        });
        RawAnswer answer = running.post(path, question(false));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.body()).contains("Well");
    }

    private static String question(boolean stream) {
        return "{\"model\":\"openai/m\",\"max_tokens\":9,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }
}
