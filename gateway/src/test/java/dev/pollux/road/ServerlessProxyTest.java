package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** What users of the small serverless proxy try first: ten cases, on the bare address without a version. */
class ServerlessProxyTest {
    private static final String TOKEN = "token-of-the-proxy";
    private static final String BEARER = "authorization: Bearer " + TOKEN;
    private static final ChatCompletionCreateParams GREETING = ChatCompletionCreateParams.builder()
            .model("gemini-2.0-flash").addUserMessage("Hello!").maxCompletionTokens(8_000).temperature(0.7).build();

    private static Running running;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN), Running.with(Keys.MODELS_STRICT, "true"));
        client = OpenAIOkHttpClient.builder().apiKey(TOKEN).baseUrl(running.base()).maxRetries(0)
                .responseValidation(true).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        running.close();
    }

    @Test
    void healthIsThere() {
        RawAnswer answer = running.send("GET", "/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asString("")).isEqualTo("ok");
    }

    @Test
    void modelsAreListed() {
        for (RawAnswer answer : List.of(running.send("GET", "/models", BEARER),
                running.send("GET", "/v1/models", BEARER), running.post("/v1/models", "{}", BEARER))) {
            assertThat(answer.json().path("object").asString("")).isEqualTo("list");
            assertThat(answer.json().path("data").valueStream().map(model -> model.path("id").asString("")))
                    .contains("gemini-2.5-flash", "gemini-2.5-pro", "gemini-2.5-flash-lite-preview-06-17",
                            "gemini-2.0-flash", "gemini-2.0-flash-lite", "gemini-1.5-pro", "gemini-1.5-flash",
                            "gemini-1.5-flash-8b");
        }
    }

    @Test
    void chatAnswersWhole() {
        RawAnswer answer = running.post("/chat/completions", question("gemini-2.0-flash", false, "Hello!"), BEARER);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("object").asString("")).isEqualTo("chat.completion");
        assertThat(answer.said()).isEqualTo("You said: Hello!");
    }

    @Test
    void chatAnswersInAStream() {
        RawAnswer answer = running.post("/chat/completions", question("gemini-2.0-flash", true, "Hello!"), BEARER);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.body()).startsWith("data: {").contains("chat.completion.chunk").endsWith("data: [DONE]\n\n");
    }

    @Test
    void theClientAnswersWhole() {
        assertThat(client.chat().completions().create(GREETING).choices().getFirst().message().content())
                .contains("You said: Hello!");
    }

    @Test
    void theClientAnswersInAStream() {
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(GREETING)) {
            assertThat(stream.stream().flatMap(chunk -> chunk.choices().stream())
                    .map(choice -> choice.delta().content().orElse("")).collect(Collectors.joining()))
                    .isEqualTo("You said: Hello!");
        }
    }

    @Test
    void aWrongTokenIsRefused() {
        RawAnswer answer = running.chat(question("gemini-2.0-flash", false, "Hello!"), "authorization: Bearer wrong");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.message()).isNotBlank();
    }

    @Test
    void anUnknownModelIsRefused() {
        for (boolean stream : new boolean[]{false, true}) {
            RawAnswer answer = running.chat(question("gpt-4", stream, "Hello!"), BEARER);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("model_not_found");
            assertThat(answer.message()).contains("gpt-4");
        }
    }

    @Test
    void browsersMayAsk() {
        RawAnswer answer = running.send("OPTIONS", "/v1/chat/completions", "origin: https://page.example",
                "access-control-request-method: POST", "access-control-request-headers: authorization,content-type");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-origin")).contains("*");
        assertThat(answer.header("access-control-allow-headers").orElse("")).contains("authorization", "content-type");
    }

    @Test
    void manyAskAtOnceAndEachGetsItsOwnAnswer() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<RawAnswer>>();
            for (int i = 0; i < 100; i++) {
                String question = question("gemini-2.0-flash", i % 2 == 1, "number <" + i + ">");
                answers.add(threads.submit(() -> running.chat(question, BEARER)));
            }
            for (int i = 0; i < answers.size(); i++) {
                RawAnswer answer = answers.get(i).get();
                assertThat(answer.status()).isEqualTo(200);
                String said = i % 2 == 0 ? answer.said() : joined(answer.body());
                assertThat(said).isEqualTo("You said: number <" + i + ">");
            }
        }
    }

    private static String joined(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Json.tree(line.substring("data: ".length())))
                .map(chunk -> chunk.path("choices").path(0).path("delta").path("content").asString(""))
                .collect(Collectors.joining());
    }

    private static String question(String model, boolean stream, String words) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + words + "\"}]}";
    }
}
