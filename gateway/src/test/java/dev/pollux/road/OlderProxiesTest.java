package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.pollux.sandbox.Recorded;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.Collectors;

/** What the documents of the key pool and of the reverse proxy tell their users to do, with the settings that they name. */
class OlderProxiesTest {
    private static final String PASSWORD = "password-of-the-pool";
    private static final ChatCompletionCreateParams GREETING = ChatCompletionCreateParams.builder()
            .model("gemini-2.0-flash").addUserMessage("Hello!").build();

    @Test
    void theKeyPoolServesOpenAisClientsWithItsPasswordAndUsesEveryKey() {
        try (Running running = Running.moved(Map.of("GEMINI_API_KEYS", "pool-key-1,pool-key-2,pool-key-3", "PASSWORD",
                PASSWORD))) {
            OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(running.base() + "/v1").apiKey(PASSWORD)
                    .maxRetries(0).build();
            assertThat(client.models().list().data()).isNotEmpty();
            for (int i = 0; i < 3; i++) {
                assertThat(client.chat().completions().create(GREETING).choices().getFirst().message().content())
                        .contains("You said: Hello!");
            }
            try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions()
                    .createStreaming(GREETING)) {
                assertThat(stream.stream().flatMap(chunk -> chunk.choices().stream())
                        .map(choice -> choice.delta().content().orElse("")).collect(Collectors.joining()))
                        .isEqualTo("You said: Hello!");
            }
            client.close();
            assertThat(running.recorded().stream().map(request -> request.headers().get("x-goog-api-key")))
                    .contains("pool-key-1", "pool-key-2", "pool-key-3");
            assertThat(Asking.OPENAI.ask(running, "gemini-2.0-flash", "authorization: Bearer 123").status())
                    .as("the password that was built in").isEqualTo(401);
        }
    }

    @Test
    void theKeyPoolsLimitsHoldAndTellThatTheyDo() {
        try (Running running = Running.moved(Map.of("GEMINI_API_KEYS", "pool-key-1", "PASSWORD", PASSWORD,
                "MAX_REQUESTS_PER_MINUTE", "50", "MAX_REQUESTS_PER_DAY_PER_IP", "2"))) {
            String bearer = "authorization: Bearer " + PASSWORD;
            for (int i = 0; i < 2; i++) {
                assertThat(Asking.OPENAI.ask(running, "gemini-2.0-flash", bearer).status()).isEqualTo(200);
            }
            RawAnswer refused = Asking.OPENAI.ask(running, "gemini-2.0-flash", bearer);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.message()).contains("one address is 2 requests in a day");
        }
    }

    /** The sample's body is none of Gemini's, and its users get what Google says to it. */
    @Test
    void theReverseProxyPassesItsSampleOnAsItStands() {
        String body = """
                {
                    "prompt": "Write a short story",
                    "temperature": 0.8,
                    "max_output_tokens": 100
                  }""";
        String path = "/v1beta/models/gemini-2.0-flash:generateContent?temperature=0.2";
        try (Running running = Running.moved(Map.of("GOOGLE_API_KEY_1", "reverse-key-1", "GOOGLE_API_KEY_2",
                "reverse-key-2", "GOOGLE_API_KEY_3", "reverse-key-3"))) {
            RawAnswer answer = running.post(path, body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.message()).contains("Unknown name");
            Recorded asked = running.recorded().getLast();
            assertThat(asked.text()).isEqualTo(body);
            assertThat(asked.headers().get("x-goog-api-key")).startsWith("reverse-key-");
            assertThat(asked.uri()).doesNotContain("key=");
        }
    }

    @Test
    void theReverseProxyAnswersGeminisClientsWithOrWithoutTheKeyThatItGivesOut() {
        String out = "output-key-for-clients";
        try (Running open = Running.moved(Map.of("GOOGLE_API_KEY_A", "reverse-key-a"));
                Running closed = Running.moved(Map.of("GOOGLE_API_KEY_A", "reverse-key-a", "OUTPUT_API_KEY", out))) {
            assertThat(Asking.GEMINI.ask(open, "gemini-2.0-flash").status()).isEqualTo(200);
            assertThat(Asking.GEMINI.ask(closed, "gemini-2.0-flash").status()).isEqualTo(401);
            assertThat(Asking.GEMINI.ask(closed, "gemini-2.0-flash", "x-goog-api-key: " + out).status())
                    .isEqualTo(200);
            assertThat(closed.post(Asking.GEMINI.path("gemini-2.0-flash") + "?key=" + out,
                    Asking.GEMINI.body("")).status()).isEqualTo(200);
            assertThat(closed.recorded()).isNotEmpty().allSatisfy(request -> assertThat(request.uri() + request
                    .headers()).doesNotContain(out).contains("reverse-key-a"));
            assertThat(open.send("OPTIONS", "/any/path", "origin: https://page.example").header(
                    "access-control-allow-origin")).contains("*");
        }
    }
}
