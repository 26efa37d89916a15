package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.locks.LockSupport;

/** The vendors' own clients bear signs of life before the first word, and an error behind them. */
class OfficialHeartbeatTest {
    private static final String MODEL = "gemini-2.5-flash";
    /** Long enough for some beats; none needs to be waited for. */
    private static final long SILENCE_NANOS = 100_000_000;

    private ScriptedVendor vendor;
    private Running running;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(peer -> {
            LockSupport.parkNanos(SILENCE_NANOS);
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("""
                    data: {"candidates":[{"content":{"parts":[{"text":"Well"}],"role":"model"},"finishReason":"STOP",\
                    "index":0}]}

                    """)));
            peer.send(ScriptedVendor.lastChunk());
        });
        running = Running.before(vendor, Running.with(Keys.STREAM_HEARTBEAT, "10ms"));
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    private void failing() {
        vendor.play(peer -> {
            LockSupport.parkNanos(SILENCE_NANOS);
            peer.send(ScriptedVendor.whole("400 Bad", "application/json",
                    "{\"error\":{\"code\":400,\"message\":\"No cats.\",\"status\":\"INVALID_ARGUMENT\"}}"));
        });
    }

    @Test
    void openAisOfChat() {
        assertThat(chat()).isEqualTo("Well");
        failing();
        assertThatThrownBy(this::chat).hasMessageContaining("No cats.");
    }

    @Test
    void openAisOfResponses() {
        assertThat(response()).contains("Well");
        failing();
        assertThatThrownBy(this::response).hasMessageContaining("No cats.");
    }

    @Test
    void anthropics() {
        assertThat(message()).contains("Well");
        failing();
        assertThatThrownBy(this::message).hasMessageContaining("No cats.");
    }

    @Test
    void googles() {
        assertThat(content()).isEqualTo("Well");
        failing();
        assertThatThrownBy(this::content).isInstanceOf(RuntimeException.class);
    }

    private OpenAIClient openAi() {
        return OpenAIOkHttpClient.builder().apiKey("none").maxRetries(0).responseValidation(true)
                .baseUrl(running.base() + "/v1").build();
    }

    private String chat() {
        OpenAIClient client = openAi();
        try (var stream = client.chat().completions().createStreaming(
                ChatCompletionCreateParams.builder().model(MODEL).addUserMessage("Hi").build())) {
            var whole = ChatCompletionAccumulator.create();
            stream.stream().forEach(whole::accumulate);
            return whole.chatCompletion().choices().getFirst().message().content().orElse("");
        } finally {
            client.close();
        }
    }

    private String response() {
        OpenAIClient client = openAi();
        try (var stream = client.responses()
                .createStreaming(ResponseCreateParams.builder().model(MODEL).input("Hi").build())) {
            var whole = ResponseAccumulator.create();
            stream.stream().forEach(whole::accumulate);
            return whole.response().output().toString();
        } finally {
            client.close();
        }
    }

    private String message() {
        var client = AnthropicOkHttpClient.builder().apiKey("none").maxRetries(0).responseValidation(true)
                .baseUrl(running.base()).build();
        try (var stream = client.messages().createStreaming(
                MessageCreateParams.builder().model(MODEL).maxTokens(9).addUserMessage("Hi").build())) {
            var whole = MessageAccumulator.create();
            stream.stream().forEach(whole::accumulate);
            return whole.message().content().toString();
        } finally {
            client.close();
        }
    }

    private String content() {
        try (Client client = Client.builder().apiKey("none")
                .httpOptions(HttpOptions.builder().baseUrl(running.base()).build()).build();
                ResponseStream<GenerateContentResponse> stream = client.models.generateContentStream(MODEL, "Hi",
                        null)) {
            var whole = new StringBuilder();
            stream.forEach(piece -> whole.append(piece.text()));
            return whole.toString();
        }
    }
}
