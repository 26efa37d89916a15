package dev.pollux.dialect.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.Tools;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Requests of other dialects on their way to a vendor of this one. */
class RequestWriterTest {
    private static final Request.Delivery WHOLE = new Request.Delivery(false, true, Request.Framing.EVENTS);
    private final Losses losses = new Losses();

    private static Request foreign(Message... messages) {
        return new Request("gpt-6-sol", List.of(messages), Tools.NONE, Settings.DEFAULT, Output.DEFAULT,
                Thinking.DEFAULT, Service.DEFAULT, WHOLE, Extras.NONE);
    }

    private static Message user(Block... blocks) {
        return new Message(Role.USER, List.of(blocks));
    }

    private static Request with(Request request, Tools tools, Settings settings, Thinking thinking) {
        return new Request(request.model(), request.messages(), tools, settings, request.output(), thinking,
                request.service(), request.delivery(), request.extras());
    }

    private void check(Request request, String expected) {
        assertThat(Fixed.written(request, losses)).isEqualTo(Json.object(expected));
    }

    @Test
    void nothingIsStoredUnlessAskedFor() {
        check(foreign(new Message(Role.SYSTEM, List.of(new Block.Text("A"), new Block.Text("B"))),
                user(new Block.Text("Hi"))),
                """
                        {"model": "gpt-6-sol", "instructions": "A\\n\\nB", "input": "Hi", "store": false}""");
    }

    @Test
    void aConversationOfAnotherDialectKeepsItsOrderAndAnswersEveryCall() {
        check(foreign(user(new Block.Text("Hi")),
                new Message(Role.ASSISTANT, List.of(
                        new Block.Thinking("secret", Marks.sealed(new Seal("anthropic", "s"))),
                        new Block.Text("Wait."),
                        new Block.ToolCall("c1", "f", "", false, Marks.sealed(new Seal("gemini", "s"))),
                        new Block.ToolCall("c2", "f", "{}"))),
                user(new Block.ToolResult("c1", Optional.of("f"), List.of(new Block.Text("no")), true, false,
                        Marks.NONE), new Block.Text("And?")),
                new Message(Role.DEVELOPER, List.of(new Block.Text("Late.")))),
                """
                        {"model": "gpt-6-sol", "input": [
                        {"type": "message", "role": "user", "content": "Hi"},
                        {"type": "message", "role": "assistant", "content": "Wait."},
                        {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"},
                        {"type": "function_call", "call_id": "c2", "name": "f", "arguments": "{}"},
                        {"type": "function_call_output", "call_id": "c2", "output": "{\\"error\\":\\"no result\\"}"},
                        {"type": "function_call_output", "call_id": "c1", "output": "Error: no"},
                        {"type": "message", "role": "user", "content": "And?"},
                        {"type": "message", "role": "developer", "content": "Late."}], "store": false}""");
        assertThat(losses.names()).isEmpty();
    }

    @Test
    void mediaGoInTheFormsOfThisDialect() {
        Block picture = new Block.Media(Block.Media.Kind.IMAGE, new Block.Source.Inline("AAAA"),
                Optional.of("image/jpeg"), Optional.empty(), Optional.of(Block.Media.Detail.LOW), Marks.NONE);
        Block paper = new Block.Media(Block.Media.Kind.DOCUMENT, new Block.Source.Inline("BBBB"),
                Optional.of("text/plain"), Optional.empty(), Optional.empty(), Marks.NONE);
        Block film = new Block.Media(Block.Media.Kind.VIDEO, new Block.Source.Link("https://example.org/v"),
                Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        check(foreign(user(picture, paper, film)), """
                {"model": "gpt-6-sol", "input": [{"type": "message", "role": "user", "content": [
                {"type": "input_image", "image_url": "data:image/jpeg;base64,AAAA", "detail": "low"},
                {"type": "input_file", "file_data": "data:text/plain;base64,BBBB", "filename": "document.txt"}]}],
                "store": false}""");
        assertThat(losses.names()).containsExactly("video");
    }

    @Test
    void functionsOfOthersAreNotStrictUnlessTheySaySo() {
        var function = new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        var tools = new Tools(
                List.of(function, new Tool.Hosted(Tool.Hosted.Kind.CODE_EXECUTION, Extras.NONE),
                        new Tool.Hosted(Tool.Hosted.Kind.WEB_FETCH, Extras.NONE),
                        new Tool.Opaque("gemini", "google_maps", Json.object())),
                new ToolChoice(ToolChoice.Mode.REQUIRED, List.of("f")), Optional.of(false));
        check(with(foreign(user(new Block.Text("Hi"))), tools, Settings.DEFAULT, Thinking.DEFAULT), """
                {"model": "gpt-6-sol", "input": "Hi", "tools": [{"type": "function", "name": "f", "parameters":
                {"type": "object", "properties": {}}, "strict": false},
                {"type": "code_interpreter", "container": {"type": "auto"}}],
                "tool_choice": {"type": "function", "name": "f"}, "parallel_tool_calls": false, "store": false}""");
        assertThat(losses.names()).containsExactly("google_maps", "web_fetch");
    }

    @Test
    void whatHasNoPlaceIsALoss() {
        var settings = new Settings(OptionalInt.of(99), OptionalDouble.of(1), OptionalDouble.empty(),
                OptionalInt.of(40), List.of("END"), OptionalLong.of(7), OptionalDouble.of(1), OptionalDouble.of(1),
                OptionalInt.of(2), Optional.of(true), OptionalInt.of(3));
        check(with(foreign(user(new Block.Text("Hi"))), Tools.NONE, settings, Thinking.DEFAULT), """
                {"model": "gpt-6-sol", "input": "Hi", "max_output_tokens": 99, "temperature": 1.0, "top_logprobs": 3,
                "store": false, "include": ["message.output_text.logprobs"]}""");
        assertThat(losses.names()).containsExactly("frequency_penalty", "n", "presence_penalty", "seed", "stop",
                "top_k");
    }

    @Test
    void thinkingAsksForItsSeals() {
        var thinking = new Thinking(Optional.empty(), OptionalInt.of(4000), Optional.of(Thinking.Shown.ASKED));
        check(with(foreign(user(new Block.Text("Hi"))), Tools.NONE, Settings.DEFAULT, thinking), """
                {"model": "gpt-6-sol", "input": "Hi", "reasoning": {"effort": "medium", "summary": "auto"},
                "store": false, "include": ["reasoning.encrypted_content"]}""");
    }

    @Test
    void aSummaryIsAskedForOnlyWhereTheClientAsks() {
        var thinking = new Thinking(Optional.of(Thinking.Effort.LOW), OptionalInt.empty(),
                Optional.of(Thinking.Shown.WELCOME));
        check(with(foreign(user(new Block.Text("Hi"))), Tools.NONE, Settings.DEFAULT, thinking), """
                {"model": "gpt-6-sol", "input": "Hi", "reasoning": {"effort": "low"},
                "store": false, "include": ["reasoning.encrypted_content"]}""");
    }

    @Test
    void aModelGetsOnlyWhatItBears() {
        var facts = new ModelFacts("m", OptionalLong.empty(), OptionalInt.empty(),
                new ModelFacts.ThinkingControl.Levels(Set.of(Thinking.Effort.LOW, Thinking.Effort.HIGH)),
                Set.of(ModelFacts.Trait.FIXED_SAMPLING));
        Request request = Fixed.request("""
                {"model": "m", "input": "Hi", "temperature": 0.5, "reasoning": {"effort": "medium"}}""");
        ObjectNode body = Json.object(Fixed.dialect().writeRequest(request, facts, losses).body());
        assertThat(body).isEqualTo(Json.object("""
                {"model": "m", "input": "Hi", "reasoning": {"effort": "low"}}"""));
        assertThat(losses.names()).containsExactly("temperature");
    }

    @Test
    void itsOwnReasoningReturnsFromAClientOfAnotherDialect() {
        check(foreign(new Message(Role.ASSISTANT, List.of(
                new Block.Thinking("sum", Marks.sealed(new Seal("responses", "gAAA"))),
                new Block.Thinking("lost", Marks.NONE)))),
                """
                        {"model": "gpt-6-sol", "input": [{"type": "reasoning", "summary": [{"type": "summary_text",
                        "text": "sum"}], "encrypted_content": "gAAA"}], "store": false}""");
        assertThat(losses.names()).containsExactly("reasoning");
    }

    /** Clients of other dialects have a block for each part of a summary; the seal is on the last. */
    @Test
    void thePartsOfOneReasoningItemComeBackTogether() {
        check(foreign(new Message(Role.ASSISTANT, List.of(new Block.Thinking("one", Marks.NONE),
                new Block.Thinking("two", Marks.sealed(new Seal("responses", "gAAA"))),
                new Block.Thinking("three", Marks.sealed(new Seal("responses", "gBBB")))))),
                """
                        {"model": "gpt-6-sol", "input": [
                        {"type": "reasoning", "summary": [{"type": "summary_text", "text": "one"},
                        {"type": "summary_text", "text": "two"}], "encrypted_content": "gAAA"},
                        {"type": "reasoning", "summary": [{"type": "summary_text", "text": "three"}],
                        "encrypted_content": "gBBB"}], "store": false}""");
        assertThat(losses.names()).isEmpty();
    }

    @Test
    void aSummaryThatNoVendorCanKnowIsNotSent() {
        Request request = Fixed.request("""
                {"model": "m", "store": false, "input": [{"role": "user", "content": "Hi"},
                {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "Hm"}]},
                {"role": "assistant", "content": "Hello"}]}""");
        assertThat(Fixed.written(request, losses).path("input")).hasSize(2);
        assertThat(losses.names()).containsExactly("reasoning");
    }

    @Test
    void aFileOfAnotherVendorIsRefused() {
        Block stored = new Block.Media(Block.Media.Kind.DOCUMENT, new Block.Source.Stored("anthropic", "file_1"),
                Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        assertThatThrownBy(() -> Fixed.written(foreign(user(stored)), losses)).isInstanceOf(FailureException.class)
                .hasMessageContaining("file_1");
    }
}
