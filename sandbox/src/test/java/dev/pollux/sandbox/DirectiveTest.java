package dev.pollux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.sandbox.wire.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.io.IOException;

/** Calls that a text spells out, and the turn that answers them. */
class DirectiveTest extends Opened {
    private static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"read_file","parameters":{"type":"object","properties":
            {"path":{"type":"string"}}}}},{"type":"function","function":{"name":"shell","parameters":{"type":"object"}}}]""";
    private static final String CALL = """
            {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
            "function":{"name":"shell","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"blue"}""";

    @Test
    void whatIsSpelledOutIsCalledWithItsOwnArguments() throws Exception {
        JsonNode calls = message(user("First call shell {\\\"cmd\\\": \\\"ls\\\"}, then call read_file {\\\"path\\\": "
                + "\\\"a {b}.txt\\\"} please.")).path("tool_calls");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).path("function").path("name").asString()).isEqualTo("shell");
        assertThat(calls.get(0).path("function").path("arguments").asString()).isEqualTo("{\"cmd\":\"ls\"}");
        assertThat(calls.get(1).path("function").path("arguments").asString()).isEqualTo("{\"path\":\"a {b}.txt\"}");
    }

    @Test
    void aToolThatNobodyOffersAndBrokenArgumentsAreWords() throws Exception {
        assertThat(message(user("call other {}")).path("content").asString()).startsWith("You said: call other {}");
        assertThat(message(user("call shell {\\\"cmd\\\": ")).path("tool_calls").get(0).path("function")
                .path("arguments").asString()).isEqualTo("{}");
    }

    @Test
    void resultsAreQuotedThoughInstructionsOrRemindersFollowThem() throws Exception {
        String asked = user("call shell {\\\"cmd\\\": \\\"ls\\\"}") + "," + CALL;
        assertThat(message(asked + ",{\"role\":\"system\",\"content\":\"Be brief.\"}," + user("A reminder."))
                .path("content").asString()).contains("shell: blue");
        assertThat(message(asked + ",{\"role\":\"assistant\",\"content\":\"blue\"}," + user("And now?"))
                .path("content").asString()).startsWith("You said: And now?");
    }

    private static String user(String text) {
        return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
    }

    private static JsonNode message(String messages) throws IOException, InterruptedException {
        String body = client.send("/v1/chat/completions",
                "{\"model\":\"kimi-k3\",\"messages\":[" + messages + "]," + TOOLS + "}").body();
        return Json.tree(body).path("choices").get(0).path("message");
    }
}
