package dev.pollux.dialect.openaichat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Block.ToolCall;
import dev.pollux.model.Block.ToolResult;
import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.ThinkingControl;
import dev.pollux.model.ModelFacts.Trait;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.Tools;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Requests that came in another dialect. */
class ForeignRequestsTest {
    private static final OpenAiChat DIALECT = new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)),
            () -> "fresh");

    private final Losses losses = new Losses();

    @Test
    void resultsStandBehindTheirCallsAndPicturesBehindAllResults() {
        var picture = media(Media.Kind.IMAGE, new Source.Inline("AAAA"), "image/png");
        assertThat(messages(
                new Message(Role.ASSISTANT,
                        List.of(new Block.Thinking("Hm", Marks.sealed(new Seal("anthropic", "s"))))),
                new Message(Role.ASSISTANT, List.of(new Block.Text("Looking."), call("a"))),
                new Message(Role.ASSISTANT, List.of(call("b"), call("c"))),
                new Message(Role.USER, List.of(new Block.Text("Before."), result("b", true, new Block.Text("broken")))),
                new Message(Role.USER,
                        List.of(result("a", false, new Block.Text("ok"), picture), new Block.Text("After.")))))
                .isEqualTo(json("""
                        [{"role":"assistant","content":"Looking.","reasoning_content":"Hm","tool_calls":[
                          {"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
                          {"id":"b","type":"function","function":{"name":"f","arguments":"{}"}},
                          {"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
                         {"role":"tool","tool_call_id":"b","content":"Error: broken"},
                         {"role":"tool","tool_call_id":"a","content":"ok"},
                         {"role":"tool","tool_call_id":"c","content":"{\\"error\\":\\"no result\\"}"},
                         {"role":"user","content":[{"type":"text","text":"From the result of a:"},
                          {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                         {"role":"user","content":"Before."},
                         {"role":"user","content":"After."}]"""));
        assertThat(losses.names()).isEmpty();
    }

    @Test
    void mediaOfAllSorts() {
        assertThat(messages(new Message(Role.USER, List.of(media(Media.Kind.IMAGE, new Source.Link("https://a/b"), ""),
                media(Media.Kind.AUDIO, new Source.Inline("AAAA"), "audio/mpeg"),
                media(Media.Kind.AUDIO, new Source.Link("https://a/c"), "audio/mpeg"),
                media(Media.Kind.VIDEO, new Source.Inline("AAAA"), "video/webm"),
                media(Media.Kind.DOCUMENT, new Source.Inline("SGk="), "text/plain"),
                media(Media.Kind.DOCUMENT, new Source.Inline("AAAA"), "application/pdf"))))).isEqualTo(
                        json("""
                                [{"role":"user","content":[
                                  {"type":"image_url","image_url":{"url":"https://a/b"}},
                                  {"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}},
                                  {"type":"video_url","video_url":{"url":"data:video/webm;base64,AAAA"}},
                                  {"type":"text","text":"Hi"},
                                  {"type":"file","file":{"filename":"document.pdf","file_data":"data:application/pdf;base64,AAAA"}}]}]"""));
        assertThat(losses.names()).containsExactly("input_audio");
    }

    @Test
    void aFileThatIsStoredElsewhereIsRefused() {
        var refusal = catchThrowableOfType(FailureException.class, () -> messages(new Message(Role.USER,
                List.of(media(Media.Kind.DOCUMENT, new Source.Stored("gemini", "files/1"), "application/pdf")))));
        assertThat(refusal.failure().kind()).isEqualTo(Failure.Kind.INVALID);
    }

    @Test
    void whatOnlyOthersKnowIsReported() {
        var cached = new Marks(Optional.of(new Seal("anthropic", "s")), Optional.of(new Marks.Cache(Optional.empty())),
                Extras.of("anthropic", "messages[0].content[1]", Json.object().put("odd", 1)));
        var cited = new Block.Text("x", false, List.of(new Citation(Optional.of("u"), Optional.empty(),
                OptionalInt.empty(), OptionalInt.empty(), Extras.NONE)), cached);
        ObjectNode body = body(request(List.of(new Message(Role.USER, List.of(cited,
                new Block.Opaque("anthropic", "search_result", Json.object()))),
                new Message(Role.ASSISTANT, List.of(media(Media.Kind.IMAGE, new Source.Inline("AAAA"), "image/png")))),
                new Tools(List.of(new Tool.Hosted(Tool.Hosted.Kind.CODE_EXECUTION, Extras.NONE),
                        new Tool.Opaque("gemini", "googleMaps", Json.object()),
                        new Tool.Hosted(Tool.Hosted.Kind.WEB_SEARCH,
                                Extras.of("anthropic", "tools[]", Json.object().put("max_uses", 3)))),
                        new ToolChoice(ToolChoice.Mode.REQUIRED), Optional.of(true)),
                Settings.DEFAULT, Thinking.DEFAULT, Extras.of("gemini", "", Json.object().put("labels", 1))),
                ModelFacts.unknown("m"));
        assertThat(losses.names()).containsExactly("cache_control", "citations", "code_execution", "googleMaps",
                "image_url", "labels", "messages[].content[].odd", "search_result", "tool_choice", "tools[].max_uses");
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("model", "messages", "web_search_options");
        assertThat(body.get("messages").get(0).get("content").stringValue()).isEqualTo("x");
    }

    @Test
    void aModelGetsNothingThatItIsKnownToRefuse() {
        var settings = new Settings(OptionalInt.of(9), OptionalDouble.of(1), OptionalDouble.of(0.5), OptionalInt.of(3),
                List.of("1", "2", "3", "4", "5"), OptionalLong.empty(), OptionalDouble.of(1), OptionalDouble.of(1),
                OptionalInt.of(2), Optional.empty(), OptionalInt.empty());
        ObjectNode body = body(
                request(List.of(new Message(Role.SYSTEM, List.of(new Block.Text("Be brief.")))), Tools.NONE,
                        settings, new Thinking(Optional.of(Effort.MAX), OptionalInt.empty(), Optional.empty()),
                        Extras.NONE),
                new ModelFacts("m", OptionalLong.empty(), OptionalInt.empty(),
                        new ThinkingControl.Levels(Set.of(Effort.LOW, Effort.HIGH)), Set.of(Trait.FIXED_SAMPLING,
                                Trait.NO_PENALTIES, Trait.ONE_CANDIDATE, Trait.NO_INSTRUCTIONS)));
        assertThat(body).isEqualTo(json("""
                {"model":"m","messages":[{"role":"user","content":"Be brief."}],"max_completion_tokens":9,
                 "stop":["1","2","3","4"],"reasoning_effort":"high"}"""));
        assertThat(losses.names()).containsExactly("frequency_penalty", "n", "presence_penalty", "reasoning_effort",
                "stop", "temperature", "top_k", "top_p");
    }

    @Test
    void aBudgetForThinkingIsToldInWords() {
        assertThat(effort(0)).isEqualTo("none");
        assertThat(effort(1024)).isEqualTo("low");
        assertThat(effort(8192)).isEqualTo("medium");
        assertThat(effort(8193)).isEqualTo("high");
        assertThat(effort(Thinking.DYNAMIC)).isEmpty();
    }

    @Test
    void theWayIsThatOfTheVendors() {
        Wire wire = DIALECT.writeRequest(
                request(List.of(), Tools.NONE, Settings.DEFAULT, Thinking.DEFAULT, Extras.NONE),
                ModelFacts.unknown("m"), losses);
        assertThat(wire.path()).isEqualTo("/chat/completions");
        assertThat(DIALECT.models().path()).isEqualTo("/models");
    }

    private String effort(int budget) {
        return body(request(List.of(), Tools.NONE, Settings.DEFAULT,
                new Thinking(Optional.empty(), OptionalInt.of(budget), Optional.empty()), Extras.NONE),
                ModelFacts.unknown("m")).path("reasoning_effort").asString("");
    }

    private Object messages(Message... messages) {
        return body(request(List.of(messages), Tools.NONE, Settings.DEFAULT, Thinking.DEFAULT, Extras.NONE),
                ModelFacts.unknown("m")).get("messages");
    }

    private ObjectNode body(Request request, ModelFacts facts) {
        return Json.object(DIALECT.writeRequest(request, facts, losses).body());
    }

    private static Request request(List<Message> messages, Tools tools, Settings settings, Thinking thinking,
            Extras extras) {
        return new Request("m", messages, tools, settings, Output.DEFAULT, thinking, Service.DEFAULT,
                new Request.Delivery(false, false, Request.Framing.EVENTS), extras);
    }

    private static ToolCall call(String id) {
        return new ToolCall(id, "f", "").withMarks(Marks.sealed(new Seal("gemini", "s")));
    }

    private static ToolResult result(String id, boolean error, Block... content) {
        return new ToolResult(id, Optional.of("f"), List.of(content), error, false, Marks.NONE);
    }

    private static Media media(Media.Kind kind, Source source, String mimeType) {
        return new Media(kind, source, Optional.of(mimeType).filter(type -> !type.isEmpty()), Optional.empty(),
                Optional.empty(), Marks.NONE);
    }

    private static Object json(String text) {
        return Json.tree(text);
    }
}
