package dev.pollux.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Seals;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.FailureException;
import dev.pollux.model.Message;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.Thinking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class RequestReaderTest {
    private final Anthropic anthropic = new Anthropic(() -> "1");

    @Test
    void theInstructionsOfACodingAgentAreOneMessageWithoutTheAttribution() throws Exception {
        Request request = read(Json.object(
                Files.readString(Path.of("src/test/resources/dialect/anthropic/request/coding-agent.json"))));
        Message system = request.messages().getFirst();
        assertThat(system.role()).isEqualTo(Message.Role.SYSTEM);
        assertThat(system.blocks()).extracting(block -> ((Block.Text) block).text())
                .containsExactly("You are a coding agent.", "Answer briefly.");
        assertThat(system.blocks()).allMatch(block -> block.marks().cache().isPresent());
        assertThat(request.messages()).extracting(Message::role).containsExactly(Message.Role.SYSTEM,
                Message.Role.USER, Message.Role.SYSTEM, Message.Role.ASSISTANT, Message.Role.USER,
                Message.Role.SYSTEM);
        assertThat(request.extras().fields().propertyNames()).containsExactlyInAnyOrder("context_management",
                "output_config");
        assertThat(request.thinking().effort()).contains(Thinking.Effort.MEDIUM);
        assertThat(request.thinking().budget()).hasValue(Thinking.DYNAMIC);
        assertThat(request.thinking().shown()).contains(Thinking.Shown.HIDDEN);
    }

    @Test
    void sealsOfOtherVendorsAreOpenedWhereverTheyTravelled() {
        String id = ToolIds.write("f:1", Optional.of(new Seal("gemini", "s1")));
        Request request = read(body("""
                [{"role":"user","content":"Hi"},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"pollux.responses.s.2"},
                  {"type":"tool_use","id":"%s","name":"f","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"%s"}]}]""".formatted(id, id)));
        List<Block> blocks = request.messages().get(1).blocks();
        assertThat(blocks.get(0).marks().seal()).contains(new Seal("responses", "s.2"));
        assertThat(blocks.get(1).marks().seal()).contains(new Seal("gemini", "s1"));
        assertThat(blocks.get(1)).isInstanceOfSatisfying(Block.ToolCall.class,
                call -> assertThat(call.id()).isEqualTo("f:1"));
        assertThat(request.messages().get(2).blocks().getFirst()).isInstanceOfSatisfying(Block.ToolResult.class,
                result -> assertThat(result.callId()).isEqualTo("f:1"));
    }

    @ParameterizedTest
    @CsvSource({"toolu_01,toolu_01", "call-1,call-1", "functions.f:0,", "pollux_id_x,", "'',"})
    void everyIdComesBackAsItWas(String id, String written) {
        assertThat(ToolIds.write(id)).matches("[a-zA-Z0-9_-]+");
        if (written != null) {
            assertThat(ToolIds.write(id)).isEqualTo(written);
        }
        assertThat(ToolIds.read(ToolIds.write(id))).isEqualTo(new Seals.Opened(id, Optional.empty()));
    }

    @Test
    void aThreadIsRefusedInTheWordsThatMakeClientsSendEverything() {
        ObjectNode body = body("[{\"role\":\"user\",\"content\":\"Hi\"}]");
        body.putObject("thread").put("type", "create");
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(FailureException.class, e -> {
            var refusal = anthropic.writeFailure(e.failure());
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.body().path("error").path("type").asString()).isEqualTo("invalid_request_error");
            assertThat(refusal.body().path("error").path("details")).isEqualTo(
                    Json.tree("{\"error_code\":\"thread_unsupported_request\",\"unsupported\":[\"thread\"]}"));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"max_tokens":1,"messages":[{"role":"user","content":"a"}]}                             | model
            {"model":"m","messages":[{"role":"user","content":"a"}]}                                | max_tokens
            {"model":"m","max_tokens":-1,"messages":[{"role":"user","content":"a"}]}                | max_tokens
            {"model":"m","max_tokens":1}                                                            | messages
            {"model":"m","max_tokens":1,"messages":[]}                                              | messages
            {"model":"m","max_tokens":1,"messages":[{"role":"tool","content":"a"}]}                 | messages[0].role
            {"model":"m","max_tokens":1,"messages":[{"role":"user"}]}                               | messages[0].content
            {"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"text":"a"}]}]}      | messages[0].content[0].type
            {"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"text"}]}]}   | messages[0].content[0].text
            {"model":"m","max_tokens":1,"messages":[{"role":"user","content":3}]}                   | messages[0].content
            {"model":"m","max_tokens":1,"temperature":"hot","messages":[{"role":"user","content":"a"}]} | temperature
            {"model":"m","max_tokens":1,"tools":[{"name":"f"}],"messages":[{"role":"user","content":"a"}]} | tools[0].input_schema
            {"model":"m","max_tokens":1,"thinking":{"type":"enabled"},"messages":[{"role":"user","content":"a"}]} | thinking.budget_tokens
            {"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url"}}]}]} | messages[0].content[0].source.url
            """)
    void aWrongFieldIsNamedByItsPath(String body, String path) {
        assertThatThrownBy(() -> read(Json.object(body))).isInstanceOfSatisfying(JsonException.class,
                e -> assertThat(e.path()).isEqualTo(path));
    }

    private Request read(ObjectNode body) {
        return anthropic.readRequest(Inquiry.of(body));
    }

    private static ObjectNode body(String messages) {
        ObjectNode body = Json.object().put("model", "m").put("max_tokens", 10);
        body.set("messages", Json.tree(messages));
        return body;
    }
}
