package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Gateway;
import dev.pollux.config.Configuration;
import dev.pollux.config.Sources;
import dev.pollux.json.Json;
import dev.pollux.sandbox.Recorded;
import dev.pollux.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Gemini's requests, by the settings of the Gemini-CLI proxy, at a service that resembles OpenAI's, and back. */
class OlderFormatTest {
    private static final String QUESTION = """
            {"contents": [{"parts": [{"text": "Use the tool."}]}],
             "tools": [{"functionDeclarations": [{"name": "get_weather", "description": "Get weather",
               "parameters": {"type": "OBJECT", "properties": {"city": {"type": "STRING"}}, "required": ["city"]}}]}]}
            """;
    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start("127.0.0.1", 0);
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {
                  "openai_api_key": "sk-your-key",
                  "openai_base_url": "%s/v1",
                  "model_mapping": {
                    "gemini-2.5-pro": "gpt-4o",
                    "gemini-2.5-flash": "sandbox-fast",
                  },
                  "default_openai_model": "sandbox-echo",
                  "server": {"host": "0.0.0.0", "port": 0, "log_level": "info"},
                  "logging": {"enable_detailed_logs": false, "enable_access_logs": true}
                }
                """.formatted(sandbox.base().toString().replaceAll("/+$", "")));
        gateway = Gateway.start(Configuration.read(Sources.of(folder, Map.of("POLLUX_MODELS_REFRESH", "0s"))));
    }

    @AfterEach
    void stop() {
        gateway.close();
        sandbox.close();
    }

    @Test
    void aCallOfAToolComesBackWhole() {
        JsonNode answer = Json.tree(post("gemini-2.5-pro:generateContent", QUESTION));
        JsonNode call = answer.path("candidates").path(0).path("content").path("parts").path(0).path("functionCall");
        assertThat(call.path("name").asString()).isEqualTo("get_weather");
        assertThat(call.path("args").has("city")).isTrue();
        Recorded asked = sandbox.recorded().getLast();
        assertThat(asked.uri()).isEqualTo("/v1/chat/completions");
        JsonNode body = Json.tree(asked.text());
        assertThat(body.path("model").asString()).isEqualTo("gpt-4o");
        assertThat(body.path("tools").path(0).path("function").path("parameters").path("type").asString())
                .isEqualTo("object");
    }

    @Test
    void anAnswerComesBackAsAStream() {
        String frames = post("gemini-2.5-flash:streamGenerateContent?alt=sse",
                "{\"contents\": [{\"parts\": [{\"text\": \"Hello\"}]}]}");
        List<JsonNode> chunks = frames.lines().filter(line -> line.startsWith("data: "))
                .map(line -> Json.tree(line.substring(6))).toList();
        assertThat(chunks).hasSizeGreaterThan(1);
        assertThat(chunks.stream().map(chunk -> chunk.path("candidates").path(0).path("content").path("parts").path(0)
                .path("text").asString("")).reduce("", String::concat)).contains("You said: Hello");
        assertThat(chunks.getLast().path("usageMetadata").path("totalTokenCount").asInt()).isPositive();
    }

    @Test
    void aNameThatTheMappingLacksGoesToTheDefault() {
        post("gemini-9:generateContent", "{\"contents\": [{\"parts\": [{\"text\": \"Hello\"}]}]}");
        assertThat(Json.tree(sandbox.recorded().getLast().text()).path("model").asString()).isEqualTo("sandbox-echo");
    }

    private String post(String call, String body) {
        try (RawClient client = RawClient.connect(gateway.port())) {
            RawAnswer answer = client.post("/v1beta/models/" + call, body, "x-goog-api-key: sk-1234").answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }
}
