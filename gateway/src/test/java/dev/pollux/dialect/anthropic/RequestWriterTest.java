package dev.pollux.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.Source;
import dev.pollux.model.Extras;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

class RequestWriterTest {
    private static final Message HELLO = user(new Block.Text("Hello"));
    private static final ThinkingControl LEVELS = new ThinkingControl.Levels(Set.of(Effort.LOW, Effort.HIGH));

    private final Losses losses = new Losses();

    @Test
    void leadingInstructionsAreTheSystemAndLaterOnesAreMarkedInTheUsersTurn() {
        ObjectNode body = write(said(Role.SYSTEM, "One."), said(Role.DEVELOPER, "Two."), HELLO,
                said(Role.ASSISTANT, "Hi."), said(Role.SYSTEM, "Three."), user(new Block.Text("Go on.")));
        assertThat(body.path("system")).isEqualTo(Json.tree("[{\"type\":\"text\",\"text\":\"One.\"},"
                + "{\"type\":\"text\",\"text\":\"Two.\"}]"));
        assertThat(body.path("messages")).isEqualTo(Json.tree("""
                [{"role":"user","content":"Hello"},{"role":"assistant","content":"Hi."},
                 {"role":"user","content":[{"type":"text","text":"<system>\\nThree.\\n</system>"},
                  {"type":"text","text":"Go on."}]}]"""));
        assertThat(losses.names()).containsExactly("messages.order");
    }

    @Test
    void resultsComeFirstInOneTurnOfTheUserAndCallsWithoutOneGetAnError() {
        ObjectNode body = write(HELLO, new Message(Role.ASSISTANT, List.of(new Block.ToolCall("a:1", "f", ""))),
                new Message(Role.ASSISTANT, List.of(new Block.ToolCall("b", "g", "{\"x\":"))),
                user(new Block.Text("By the way")), user(result("a:1", new Block.Text("done"))));
        String id = ToolIds.write("a:1");
        assertThat(body.path("messages").get(1).path("content")).isEqualTo(Json.tree("""
                [{"type":"tool_use","id":"%s","name":"f","input":{}},
                 {"type":"tool_use","id":"b","name":"g","input":{"input":"{\\"x\\":"}}]""".formatted(id)));
        assertThat(body.path("messages").get(2).path("content")).isEqualTo(Json.tree("""
                [{"type":"tool_result","tool_use_id":"%s","content":"done"},
                 {"type":"tool_result","tool_use_id":"b","content":"The tool gave no result.","is_error":true},
                 {"type":"text","text":"By the way"}]""".formatted(id)));
        assertThat(losses.isEmpty()).isTrue();
    }

    @Test
    void callsAtTheEndOfHistoryAreAnsweredToo() {
        ObjectNode body = write(HELLO, new Message(Role.ASSISTANT, List.of(new Block.ToolCall("b", "g", "{}"))));
        assertThat(body.path("messages").get(2).path("content").get(0).path("is_error").booleanValue()).isTrue();
    }

    @Test
    void aResultWithoutItsCallIsText() {
        ObjectNode body = write(user(result("gone", new Block.Text("42"))));
        assertThat(body.path("messages")).isEqualTo(Json.tree("""
                [{"role":"user","content":[{"type":"text","text":"Result of the tool gone:"},
                  {"type":"text","text":"42"}]}]"""));
        assertThat(losses.names()).containsExactly("messages[].tool_call_id");
    }

    @Test
    void aConversationThatTheAssistantBeginsGetsAnOpeningAndEmptyTextsAreNotSaid() {
        ObjectNode body = write(said(Role.SYSTEM, "Play."), said(Role.ASSISTANT, "Welcome."), said(Role.USER, " "),
                said(Role.ASSISTANT, "Well?"));
        assertThat(body.path("messages")).isEqualTo(Json.tree("""
                [{"role":"user","content":"Begin."},{"role":"assistant","content":[{"type":"text","text":"Welcome."},
                  {"type":"text","text":"Well?"}]}]"""));
    }

    @Test
    void aModelThatRefusesToGoOnWithItsOwnTurnIsAskedTo() {
        ObjectNode body = write(request(Settings.DEFAULT, Thinking.DEFAULT, HELLO, said(Role.ASSISTANT, "Once")),
                facts(new ThinkingControl.Unknown(), Trait.NO_PREFILL));
        assertThat(body.path("messages").get(2).path("content").asString()).isEqualTo("Continue.");
        assertThat(losses.names()).containsExactly("prefill");
    }

    @Test
    void theReasoningOfOthersIsNotSentAndNotLost() {
        var message = new Message(Role.ASSISTANT,
                List.of(new Block.Thinking("Hm", Marks.sealed(new Seal("gemini", "x"))),
                        new Block.Thinking("Hm", Marks.NONE),
                        new Block.ToolCall("c", "f", "{}", false, Marks.sealed(new Seal("gemini", "y")))));
        ObjectNode body = write(HELLO, message, user(result("c")));
        assertThat(body.path("messages").get(1).path("content"))
                .isEqualTo(Json.tree("[{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{}}]"));
        assertThat(losses.isEmpty()).isTrue();
    }

    @Test
    void mediaHaveTheirPlacesOrAreLost() {
        ObjectNode body = write(user(media(Media.Kind.IMAGE, new Source.Inline("/9j/4AAQ"), ""),
                media(Media.Kind.IMAGE, new Source.Inline("AAAA"), "image/heic"),
                media(Media.Kind.IMAGE, new Source.Link("https://example.org/a.png"), ""),
                media(Media.Kind.DOCUMENT, new Source.Inline("SGk="), "text/markdown"),
                media(Media.Kind.DOCUMENT, new Source.Inline("UEs="), "application/zip"),
                media(Media.Kind.AUDIO, new Source.Inline("AAAA"), "audio/wav"),
                media(Media.Kind.VIDEO, new Source.Link("https://example.org/a.mp4"), "video/mp4")));
        assertThat(body.path("messages").get(0).path("content")).isEqualTo(Json.tree("""
                [{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"/9j/4AAQ"}},
                 {"type":"image","source":{"type":"url","url":"https://example.org/a.png"}},
                 {"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hi"}}]"""));
        assertThat(losses.names()).containsExactly("file", "image_url", "input_audio", "video");
    }

    @Test
    void aFileOfAnotherVendorIsRefused() {
        Message message = user(media(Media.Kind.DOCUMENT, new Source.Stored("openai", "file-1"), ""));
        assertThatThrownBy(() -> write(message)).isInstanceOf(FailureException.class).hasMessageContaining("file-1");
    }

    @Test
    void whatAnthropicDoesNotKnowIsNamed() {
        var settings = new Settings(OptionalInt.empty(), OptionalDouble.of(1.5), OptionalDouble.of(0.5),
                OptionalInt.of(3), List.of("\n", "END"), OptionalLong.of(1), OptionalDouble.of(0.5),
                OptionalDouble.of(0.5), OptionalInt.of(2), Optional.of(true), OptionalInt.of(3));
        var output = new Output(new Output.Format.JsonObject(), List.of(Output.Modality.AUDIO),
                Optional.of(new Output.Speech(Optional.empty(), Optional.empty())), Optional.of("low"));
        var service = new Service(Optional.of("flex"), Optional.of("u"), Optional.of("k"), Optional.of(true),
                Map.of("a", "b"));
        var request = new Request("m", List.of(HELLO), Tools.NONE, settings, output, Thinking.DEFAULT, service,
                new Request.Delivery(true, true, Request.Framing.EVENTS),
                Extras.of("openai", "", Json.object("{\"logit_bias\":{\"1\":1}}")));
        assertThat(write(request, ModelFacts.unknown("m"))).isEqualTo(Json.object("""
                {"model":"m","max_tokens":8192,"messages":[{"role":"user","content":"Hello"}],"temperature":1.0,
                 "top_k":3,"stop_sequences":["END"],"metadata":{"user_id":"u"},"stream":true}"""));
        assertThat(losses.names()).containsExactly("audio", "frequency_penalty", "logit_bias", "logprobs", "metadata",
                "modalities", "n", "presence_penalty", "prompt_cache_key", "response_format", "seed", "service_tier",
                "stop", "store", "temperature", "top_logprobs", "top_p", "verbosity");
    }

    @Test
    void theBoundOnTokensIsTheClientsElseTheModelsAndNeverMoreThanTheModels() {
        var facts = new ModelFacts("m", OptionalLong.empty(), OptionalInt.of(4000), new ThinkingControl.Unknown(),
                Set.of(Trait.FIXED_SAMPLING));
        assertThat(write(request(Settings.DEFAULT, Thinking.DEFAULT, HELLO), facts).path("max_tokens").intValue())
                .isEqualTo(4000);
        ObjectNode body = write(request(sampled(9000), Thinking.DEFAULT, HELLO), facts);
        assertThat(body.path("max_tokens").intValue()).isEqualTo(4000);
        assertThat(body.has("temperature")).isFalse();
        assertThat(losses.names()).containsExactly("temperature");
    }

    @Test
    void thinkingIsSetAsTheModelTakesIt() {
        assertThat(thinking(new ThinkingControl.Unknown(), Effort.HIGH))
                .isEqualTo("{\"type\":\"adaptive\"} {\"effort\":\"high\"}");
        assertThat(thinking(new ThinkingControl.Unknown(), 2000))
                .isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":2000} ");
        assertThat(thinking(new ThinkingControl.Unknown(), Effort.NONE)).isEqualTo("{\"type\":\"disabled\"} ");
        assertThat(thinking(new ThinkingControl.Unknown(), 0)).isEqualTo("{\"type\":\"disabled\"} ");
        assertThat(thinking(LEVELS, Effort.MEDIUM)).isEqualTo("{\"type\":\"adaptive\"} {\"effort\":\"high\"}");
        assertThat(thinking(LEVELS, Effort.MAX)).isEqualTo("{\"type\":\"adaptive\"} {\"effort\":\"high\"}");
        assertThat(thinking(LEVELS, 1024)).isEqualTo("{\"type\":\"adaptive\"} {\"effort\":\"low\"}");
        assertThat(thinking(LEVELS, Thinking.DYNAMIC)).isEqualTo("{\"type\":\"adaptive\"} ");
        assertThat(thinking(new ThinkingControl.Budget(1024, 8000, true), Effort.MAX))
                .isEqualTo("{\"type\":\"enabled\",\"budget_tokens\":8000} ");
        assertThat(losses.isEmpty()).isTrue();
        assertThat(thinking(LEVELS, Effort.NONE)).isEqualTo("{\"type\":\"adaptive\"} {\"effort\":\"low\"}");
        assertThat(thinking(new ThinkingControl.Never(), Effort.LOW)).isEqualTo(" ");
        assertThat(losses.names()).containsExactly("reasoning_effort");
    }

    @Test
    void aBudgetGivesWayToAForcedToolToCallsWithoutThoughtsAndToAShortAnswer() {
        var budget = new Thinking(Optional.empty(), OptionalInt.of(9000), Optional.of(Thinking.Shown.ASKED));
        assertThat(write(request(Settings.DEFAULT, budget, HELLO,
                new Message(Role.ASSISTANT, List.of(new Block.ToolCall("c", "f", "{}"))), user(result("c"))),
                ModelFacts.unknown("m")).has("thinking")).isFalse();
        assertThat(write(request(sampled(1500), budget, HELLO), ModelFacts.unknown("m")).has("thinking")).isFalse();
        assertThat(losses.names()).containsExactly("reasoning_effort");
        assertThat(write(request(sampled(3000), budget, HELLO), ModelFacts.unknown("m")).path("thinking"))
                .isEqualTo(Json.tree("{\"type\":\"enabled\",\"budget_tokens\":1500,\"display\":\"summarized\"}"));
    }

    @Test
    void toolsAreWrittenAsFarAsTheyMayBeCalled() {
        Tool weather = new Tool.Function("weather", Optional.of("W."), Optional.empty(), Optional.of(true), Marks.NONE);
        Tool shell = new Tool.Custom("shell", Optional.empty(),
                Optional.of(Json.object("{\"type\":\"grammar\",\"syntax\":\"lark\"}")), Marks.NONE);
        Tool search = new Tool.Hosted(Tool.Hosted.Kind.WEB_SEARCH,
                Extras.of("gemini", "tools[]", Json.object("{\"timeRangeFilter\":{}}")));
        Tool maps = new Tool.Opaque("gemini", "googleMaps", Json.object());
        ObjectNode all = write(tools(new Tools(List.of(weather, shell, search, maps),
                new ToolChoice(ToolChoice.Mode.REQUIRED, List.of("weather")), Optional.of(false))));
        assertThat(all.path("tools").size()).isEqualTo(2);
        assertThat(all.path("tools").get(0)).isEqualTo(Json.tree("{\"name\":\"weather\",\"description\":\"W.\","
                + "\"input_schema\":{\"type\":\"object\"},\"strict\":true}"));
        assertThat(all.path("tools").get(1))
                .isEqualTo(Json.tree("{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}"));
        assertThat(all.path("tool_choice")).isEqualTo(
                Json.tree("{\"type\":\"tool\",\"name\":\"weather\",\"disable_parallel_tool_use\":true}"));
        assertThat(losses.names()).containsExactly("googleMaps", "tools[].custom", "tools[].timeRangeFilter");
        Tool now = new Tool.Function("now", Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        ObjectNode some = write(tools(new Tools(List.of(weather, now, search),
                new ToolChoice(ToolChoice.Mode.AUTO, List.of("now")), Optional.empty())));
        assertThat(some.path("tools").size()).isEqualTo(1);
        assertThat(some.path("tool_choice")).isEqualTo(Json.tree("{\"type\":\"auto\"}"));
    }

    @Test
    void aChoiceOfAToolThatCannotBeOfferedIsLost() {
        Tool shell = new Tool.Custom("shell", Optional.empty(), Optional.empty(), Marks.NONE);
        Tool now = new Tool.Function("now", Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        ObjectNode body = write(tools(new Tools(List.of(shell, now),
                new ToolChoice(ToolChoice.Mode.REQUIRED, List.of("shell")), Optional.empty())));
        assertThat(body.has("tool_choice")).isFalse();
        assertThat(losses.names()).containsExactly("tool_choice", "tools[].custom");
    }

    private String thinking(ThinkingControl control, Effort effort) {
        return thinking(control, new Thinking(Optional.of(effort), OptionalInt.empty(), Optional.empty()));
    }

    private String thinking(ThinkingControl control, int budget) {
        return thinking(control, new Thinking(Optional.empty(), OptionalInt.of(budget), Optional.empty()));
    }

    private String thinking(ThinkingControl control, Thinking wish) {
        var facts = new ModelFacts("m", OptionalLong.empty(), OptionalInt.of(64_000), control, Set.of());
        ObjectNode body = write(request(Settings.DEFAULT, wish, HELLO), facts);
        return text(body.path("thinking")) + " " + text(body.path("output_config"));
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "" : Json.text(node);
    }

    private ObjectNode write(Message... messages) {
        return write(request(Settings.DEFAULT, Thinking.DEFAULT, messages), ModelFacts.unknown("m"));
    }

    private ObjectNode write(Request request) {
        return write(request, ModelFacts.unknown("m"));
    }

    private ObjectNode write(Request request, ModelFacts facts) {
        return Json.object(new Anthropic(() -> "1").writeRequest(request, facts, losses).body());
    }

    private static ModelFacts facts(ThinkingControl control, Trait... traits) {
        return new ModelFacts("m", OptionalLong.empty(), OptionalInt.empty(), control, Set.of(traits));
    }

    private static Settings sampled(int maxTokens) {
        return new Settings(OptionalInt.of(maxTokens), OptionalDouble.of(1), OptionalDouble.empty(),
                OptionalInt.empty(), List.of(), OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty(),
                OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
    }

    private static Request request(Settings settings, Thinking thinking, Message... messages) {
        return new Request("m", List.of(messages), Tools.NONE, settings, Output.DEFAULT, thinking, Service.DEFAULT,
                new Request.Delivery(false, true, Request.Framing.EVENTS), Extras.NONE);
    }

    private static Request tools(Tools tools) {
        return new Request("m", List.of(HELLO), tools, Settings.DEFAULT, Output.DEFAULT, Thinking.DEFAULT,
                Service.DEFAULT, new Request.Delivery(false, true, Request.Framing.EVENTS), Extras.NONE);
    }

    private static Message said(Role role, String text) {
        return new Message(role, List.of(new Block.Text(text)));
    }

    private static Message user(Block... blocks) {
        return new Message(Role.USER, List.of(blocks));
    }

    private static Block result(String id, Block... content) {
        return new Block.ToolResult(id, Optional.empty(), List.of(content), false, false, Marks.NONE);
    }

    private static Block media(Media.Kind kind, Source source, String mimeType) {
        return new Media(kind, source, Optional.of(mimeType).filter(type -> !type.isEmpty()), Optional.empty(),
                Optional.empty(), Marks.NONE);
    }
}
