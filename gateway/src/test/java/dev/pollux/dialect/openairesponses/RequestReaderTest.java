package dev.pollux.dialect.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.dialect.AllDialects;
import dev.pollux.dialect.Dialect;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

class RequestReaderTest {

    private static Request items(String items) {
        return Fixed.request("{\"model\": \"m\", \"input\": [" + items + "]}");
    }

    /** As the official library sends back the items of an answer. */
    @Test
    void whatOnlyTheVendorGaveAnItemIsNoLoss() {
        Request request = Fixed.request("""
                {"model": "m", "store": false, "include": ["reasoning.encrypted_content"], "input": [
                {"role": "user", "content": "Hi"},
                {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAA"},
                {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant",
                 "content": [{"type": "output_text", "annotations": [], "text": "Hello"}]},
                {"type": "function_call", "id": "fc_1", "status": "completed", "call_id": "c", "name": "f",
                 "arguments": "{}"},
                {"type": "function_call_output", "id": "fco_1", "status": "completed", "call_id": "c",
                 "output": "1"}]}""");
        for (Dialect dialect : AllDialects.list()) {
            var losses = new Losses();
            dialect.writeRequest(request, ModelFacts.unknown("m"), losses);
            assertThat(losses.names()).as(dialect.name()).isEmpty();
        }
    }

    @Test
    void instructionsAreTheFirstSystemMessage() {
        Request request = Fixed.request("{\"model\": \"m\", \"instructions\": \"Be brief.\", \"input\": \"Hi\"}");
        assertThat(request.messages()).containsExactly(
                new Message(Role.SYSTEM, List.of(new Block.Text("Be brief."))),
                new Message(Role.USER, List.of(new Block.Text("Hi"))));
    }

    @Test
    void aTurnOfTheModelIsOneMessage() {
        Request request = items("""
                {"type": "reasoning", "summary": [{"type": "summary_text", "text": "Hm"}]},
                {"role": "assistant", "content": "Wait."},
                {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"},
                {"type": "function_call", "call_id": "c2", "name": "f", "arguments": "{}"},
                {"type": "function_call_output", "call_id": "c1", "output": "1"},
                {"role": "assistant", "content": "One."}, {"role": "assistant", "content": "Two."}""");
        assertThat(request.messages()).extracting(Message::role).containsExactly(Role.ASSISTANT, Role.USER,
                Role.ASSISTANT, Role.ASSISTANT);
        assertThat(request.messages().getFirst().blocks()).hasExactlyElementsOfTypes(Block.Thinking.class,
                Block.Text.class, Block.ToolCall.class, Block.ToolCall.class);
    }

    @Test
    void foreignSealsComeOutOfCallIdsAndEncryptedContent() {
        Request request = items("""
                {"type": "reasoning", "summary": [], "encrypted_content": "pollux.anthropic.EqQ.B"},
                {"type": "function_call", "call_id": "c1_sealed_gemini_c2ln", "name": "f", "arguments": "{}"},
                {"type": "function_call_output", "call_id": "c1_sealed_gemini_c2ln", "output": "1"}""");
        List<Block> turn = request.messages().getFirst().blocks();
        assertThat(turn.get(0).marks().seal()).contains(new Seal("anthropic", "EqQ.B"));
        assertThat(turn.get(1).marks().seal()).contains(new Seal("gemini", "sig"));
        assertThat(turn.get(1)).asInstanceOf(InstanceOfAssertFactories.type(Block.ToolCall.class))
                .extracting(Block.ToolCall::id).isEqualTo("c1");
        assertThat(request.messages().get(1).blocks().getFirst())
                .asInstanceOf(InstanceOfAssertFactories.type(Block.ToolResult.class))
                .extracting(Block.ToolResult::callId).isEqualTo("c1");
    }

    @Test
    void functionsInNamespacesAreFunctionsWithNamesOfTheirOwn() {
        Request request = Fixed.request("""
                {"model": "m", "input": [{"type": "function_call", "call_id": "c", "name": "run", "namespace": "b",
                "arguments": "{}"}], "tools": [{"type": "function", "name": "run"},
                {"type": "namespace", "name": "b", "description": "x", "tools": [{"type": "function", "name": "run"},
                {"type": "custom", "name": "note"}]}], "tool_choice": {"type": "function", "name": "run"}}""");
        assertThat(request.tools().offered()).map(tool -> switch (tool) {
            case Tool.Function function -> function.name();
            case Tool.Custom custom -> custom.name();
            case Tool.Hosted _,Tool.Opaque _ -> "";
        }).containsExactly("run", "b__run", "note");
        assertThat(request.messages().getFirst().blocks().getFirst())
                .isInstanceOfSatisfying(Block.ToolCall.class, call -> assertThat(call.name()).isEqualTo("b__run"));
        assertThat(request.tools().choice()).isEqualTo(new ToolChoice(ToolChoice.Mode.REQUIRED, List.of("run")));
    }

    @Test
    void dataUrlsBecomeStandardBase64() {
        Request request = items("""
                {"role": "user", "content": [{"type": "input_image", "image_url": "data:image/png;base64,-_8"}]}""");
        assertThat(request.messages().getFirst().blocks().getFirst())
                .isInstanceOfSatisfying(Block.Media.class, media -> {
                    assertThat(media.source()).isEqualTo(new Block.Source.Inline("+/8="));
                    assertThat(media.mimeType()).isEqualTo(Optional.of("image/png"));
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"input": "Hi"}                                                                  | model
            {"model": "m"}                                                                   | input
            {"model": 1, "input": "Hi"}                                                      | model
            {"model": "m", "input": 1}                                                       | input
            {"model": "m", "input": ["Hi"]}                                                  | input[0]
            {"model": "m", "input": [{}]}                                                    | input[0].type
            {"model": "m", "input": [{"role": "user"}]}                                      | input[0].content
            {"model": "m", "input": [{"role": "user", "content": [{"text": "x"}]}]}          | input[0].content[0].type
            {"model": "m", "input": [{"role": "user", "content": [{"type": "input_text"}]}]} | input[0].content[0].text
            {"model": "m", "input": [{"type": "function_call", "call_id": "c", "name": "f"}]} | input[0].arguments
            {"model": "m", "input": "Hi", "temperature": "hot"}                              | temperature
            {"model": "m", "input": "Hi", "max_output_tokens": 1.5}                          | max_output_tokens
            {"model": "m", "input": "Hi", "tools": [{"type": "function"}]}                   | tools[0].name
            {"model": "m", "input": "Hi", "tools": [{}]}                                     | tools[0].type
            {"model": "m", "input": "Hi", "tool_choice": 3}                                  | tool_choice
            {"model": "m", "input": "Hi", "metadata": {"a": 1}}                              | metadata.a
            {"model": "m", "input": "Hi", "text": {"format": {"type": "json_schema"}}}       | text.format.name
            {"model": "m", "input": [{"role": "user", "content": [{"type": "input_file", "file_data": "%"}]}]} | input[0].content[0].file_data
            """)
    void wrongFieldsAreNamedByTheirPath(String body, String path) {
        assertThatThrownBy(() -> Fixed.request(body)).isInstanceOfSatisfying(JsonException.class,
                wrong -> assertThat(wrong.path()).isEqualTo(path));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "previous_response_id": "resp_1"         | previous_response_id | previous_response_not_found
            "conversation": "conv_1"                 | conversation         | unsupported_parameter
            "prompt": {"id": "pmpt_1"}               | prompt               | unsupported_parameter
            "background": true                       | background           | unsupported_parameter
            """)
    void whatNeedsAMemoryIsRefused(String field, String param, String code) {
        assertThatThrownBy(() -> Fixed.request("{\"model\": \"m\", \"input\": \"Hi\", " + field + "}"))
                .isInstanceOfSatisfying(FailureException.class, refused -> {
                    assertThat(refused.failure().param()).contains(param);
                    assertThat(refused.failure().code()).contains(code);
                });
    }
}
