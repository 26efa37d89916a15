package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Base64;

/** Vendors get the thoughts that led to a call back as they told them, whatever the client keeps of them. */
class ThoughtsTest {
    private static final String DETAILS = "[{\"type\":\"reasoning.text\",\"text\":\"Rome, then.\",\"signature\":\"s\","
            + "\"index\":0},{\"type\":\"reasoning.encrypted\",\"data\":\"c2VhbA==\",\"index\":1}]";

    private ScriptedVendor vendor;

    /** What each client does with an answer that calls. */
    enum Caller {
        GEMINI("/v1beta/models/any-model:generateContent",
                """
                        {"contents":[{"role":"user","parts":[{"text":"Weather?"}]}],"tools":[{"functionDeclarations":[{"name":"weather"}]}]}""",
                "contents") {
            @Override
            void goOn(ObjectNode question, JsonNode answer) {
                JsonNode call = answer.path("candidates").path(0).path("content").path("parts").valueStream()
                        .filter(part -> part.has("functionCall")).findFirst().orElseThrow();
                ArrayNode turns = (ArrayNode) question.path("contents");
                turns.addObject().put("role", "model").putArray("parts").add(call); // forgets the thoughts
                turns.add(Json.object("{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"weather\","
                        + "\"response\":{\"output\":\"sunny\"}}}]}"));
            }
        },
        ANTHROPIC("/v1/messages", """
                {"model":"any-model","max_tokens":99,"messages":[{"role":"user","content":"Weather?"}],\
                "tools":[{"name":"weather","input_schema":{"type":"object"}}]}""", "messages") {
            @Override
            void goOn(ObjectNode question, JsonNode answer) {
                ArrayNode turns = (ArrayNode) question.path("messages");
                turns.addObject().put("role", "assistant").set("content", answer.path("content"));
                String id = answer.path("content").valueStream().filter(block -> block.has("input")).findFirst()
                        .orElseThrow().path("id").asString();
                turns.addObject().put("role", "user").putArray("content").addObject().put("type", "tool_result")
                        .put("tool_use_id", id).put("content", "sunny");
            }
        },
        RESPONSES("/v1/responses",
                """
                        {"model":"any-model","store":false,"include":["reasoning.encrypted_content"],"input":[{"role":"user",\
                        "content":"Weather?"}],"tools":[{"type":"function","name":"weather","parameters":{"type":"object"}}]}""",
                "input") {
            @Override
            void goOn(ObjectNode question, JsonNode answer) {
                ArrayNode items = (ArrayNode) question.path("input");
                answer.path("output").forEach(items::add);
                items.addObject().put("type", "function_call_output").put("call_id", "call_1").put("output", "sunny");
            }
        };

        private final String path;
        private final String question;
        private final String turns;

        Caller(String path, String question, String turns) {
            this.path = path;
            this.question = question;
            this.turns = turns;
        }

        abstract void goOn(ObjectNode question, JsonNode answer);
    }

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(_ -> {});
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    @ParameterizedTest
    @EnumSource
    void detailsComeBackInTheirOrder(Caller caller) throws IOException {
        JsonNode turn = turnSentBack(caller, "openrouter", "\"reasoning\":\"Rome, then.\",\"reasoning_details\":"
                + DETAILS + ",");
        assertThat(turn.path("reasoning_details")).isEqualTo(Json.tree(DETAILS));
        assertThat(turn.has("reasoning_content")).as("told once").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void thoughtsThatAreTextComeBackAsText(Caller caller) throws IOException {
        JsonNode turn = turnSentBack(caller, "deepseek", "\"reasoning_content\":\"Rome, then.\",");
        assertThat(turn.path("reasoning_content").asString("")).isEqualTo("Rome, then.");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAnotherVendorsGoesToNobodyElse(Caller caller) throws IOException {
        JsonNode turn = turnSentBack(caller, "mistral", "\"reasoning_details\":" + DETAILS + ",");
        assertThat(turn.has("reasoning_details")).isFalse();
    }

    @Test
    void theSealOfAnotherVendorNeverReachesGoogle() {
        String sealed = Base64.getEncoder().encodeToString(ScriptedVendor.utf8("pollux.openai.[]"));
        vendor.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "application/json",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Well\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}]}")));
        try (Running running = Running.before(vendor)) {
            assertThat(running.post("/v1beta/models/gemini-2.5-flash:generateContent",
                    """
                            {"contents":[{"role":"user","parts":[{"text":"Weather?"}]},{"role":"model","parts":[{"functionCall":\
                            {"name":"weather","args":{}},"thoughtSignature":"%s"}]},{"role":"user","parts":[{"functionResponse":\
                            {"name":"weather","response":{"output":"sunny"}}}]}]}"""
                            .formatted(sealed))
                    .status())
                    .isEqualTo(200);
        }
        assertThat(vendor.requests().getLast()).contains("functionCall").doesNotContain(sealed);
    }

    /** The turn of the model with the call, as the vendor gets it the second time. */
    private JsonNode turnSentBack(Caller caller, String kind, String thoughts) throws IOException {
        String call = """
                {"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{\
                "role":"assistant","content":null,%s"tool_calls":[{"id":"call_1","type":"function","function":{\
                "name":"weather","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""".formatted(thoughts);
        vendor.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "application/json", call)));
        try (Running running = Running.configured("""
                upstreams: {any: {vendor: %s, base-url: '%s/v1', api-key: some-key-123}}
                models: {default: any, refresh: 0s}
                """.formatted(kind, vendor.base()))) {
            ObjectNode question = Json.object(caller.question);
            RawAnswer first = running.post(caller.path, caller.question);
            assertThat(first.status()).as(first.body()).isEqualTo(200);
            caller.goOn(question, first.json());
            assertThat(question.path(caller.turns).size()).isGreaterThanOrEqualTo(3);
            RawAnswer second = running.post(caller.path, Json.text(question));
            assertThat(second.status()).as(second.body()).isEqualTo(200);
        }
        String sent = vendor.requests().getLast();
        JsonNode messages = Json.object(sent.substring(sent.indexOf("\r\n\r\n") + 4)).path("messages");
        return messages.valueStream().filter(message -> message.has("tool_calls")).findFirst().orElseThrow();
    }
}
