package dev.pollux.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
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
import dev.pollux.model.Response;
import dev.pollux.model.Seal;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.StopReason;
import dev.pollux.model.Thinking;
import dev.pollux.model.Thinking.Effort;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.Tools;
import dev.pollux.sse.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

class GeminiVendorTest {
    private final Gemini gemini = new Gemini(() -> "x1");
    private final Losses losses = new Losses();

    private static Message user(String text) {
        return new Message(Role.USER, List.of(new Block.Text(text)));
    }

    private static Message assistant(Block... blocks) {
        return new Message(Role.ASSISTANT, List.of(blocks));
    }

    private static Message result(String id, String text) {
        return new Message(Role.USER, List.of(new Block.ToolResult(id, Optional.empty(), List.of(new Block.Text(text)),
                false, false, Marks.NONE)));
    }

    private static Request request(Message... messages) {
        return new Request("gemini-3.8-flash", List.of(messages), Tools.NONE, Settings.DEFAULT, Output.DEFAULT,
                Thinking.DEFAULT, Service.DEFAULT, new Request.Delivery(false, false, Request.Framing.EVENTS),
                Extras.NONE);
    }

    private static Request with(Request request, Tools tools, Output output, Thinking thinking) {
        return new Request(request.model(), request.messages(), tools, request.settings(), output, thinking,
                request.service(), request.delivery(), request.extras());
    }

    private static ModelFacts facts(ThinkingControl control, Trait... traits) {
        return new ModelFacts("m", OptionalLong.empty(), OptionalInt.empty(), control, Set.of(traits));
    }

    private ObjectNode body(Request request, ModelFacts facts) {
        return Json.object(gemini.writeRequest(request, facts, losses).body());
    }

    private ObjectNode body(Request request, Trait... traits) {
        return body(request, facts(new ThinkingControl.Never(), traits));
    }

    private static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"'));
    }

    private List<Event> events(String... frames) {
        var events = new ArrayList<Event>();
        var reader = gemini.streamReader();
        for (String frame : frames) {
            reader.read(Frame.of(frame.replace('\'', '"')), events::add);
        }
        reader.end(events::add);
        return events;
    }

    @Test
    void theModelStandsInThePathWithoutItsPrefixAndEncoded() {
        Request request = request(user("Hi"));
        assertThat(gemini.writeRequest(request.withModel("models/a b:free"), facts(new ThinkingControl.Never()), losses)
                .path()).isEqualTo("/models/a%20b%3Afree:generateContent");
        Request streamed = new Request("gemini-x", request.messages(), request.tools(), request.settings(),
                request.output(), request.thinking(), request.service(),
                new Request.Delivery(true, true, Request.Framing.EVENTS), Extras.NONE);
        assertThat(gemini.writeRequest(streamed, ModelFacts.unknown("gemini-x"), losses).path())
                .isEqualTo("/models/gemini-x:streamGenerateContent?alt=sse");
    }

    @Test
    void instructionsComeTogetherAndALateOneLosesItsPlace() {
        ObjectNode body = body(request(new Message(Role.SYSTEM, List.of(new Block.Text("Be kind."))), user("Hi"),
                new Message(Role.DEVELOPER, List.of(new Block.Text("Be short.")))));
        assertThat(body.path("systemInstruction"))
                .isEqualTo(json("{'parts':[{'text':'Be kind.'},{'text':'Be short.'}]}"));
        assertThat(losses.names()).containsExactly("messages.order");
    }

    @Test
    void instructionsAloneAreWhatTheUserSays() {
        ObjectNode body = body(request(new Message(Role.SYSTEM, List.of(new Block.Text("Say hi.")))));
        assertThat(body).isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'Say hi.'}]}]}"));
    }

    @Test
    void aModelWithoutInstructionsFindsThemInTheFirstTurn() {
        ObjectNode body = body(request(new Message(Role.SYSTEM, List.of(new Block.Text("S"))), user("U")),
                Trait.NO_INSTRUCTIONS);
        assertThat(body).isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'S'},{'text':'U'}]}]}"));
    }

    @Test
    void resultsFollowTheirCallsInTheOrderOfTheCallsAndMissingOnesAreErrors() {
        ObjectNode body = body(request(user("Go"),
                assistant(new Block.ToolCall("a", "one", "{\"x\":1}"), new Block.ToolCall("b", "two", ""),
                        new Block.ToolCall("c", "three", "{}")),
                result("b", "plain"), user("And?"), result("a", "{\"ok\":true}")));
        assertThat(body.path("contents").path(1).path("parts")).isEqualTo(json("""
                [{'functionCall':{'id':'a','name':'one','args':{'x':1}}},
                 {'functionCall':{'id':'b','name':'two','args':{}}},
                 {'functionCall':{'id':'c','name':'three','args':{}}}]"""));
        assertThat(body.path("contents").path(2).path("parts")).isEqualTo(json("""
                [{'functionResponse':{'id':'a','name':'one','response':{'ok':true}}},
                 {'functionResponse':{'id':'b','name':'two','response':{'output':'plain'}}},
                 {'functionResponse':{'id':'c','name':'three','response':{'error':'no result'}}},
                 {'text':'And?'}]"""));
    }

    @Test
    void callsAtTheEndOfTheHistoryAreAnsweredToo() {
        ObjectNode body = body(request(user("Go"), assistant(new Block.ToolCall("a", "one", "{}"))));
        assertThat(body.path("contents")).hasSize(3);
        assertThat(body.path("contents").path(2)).isEqualTo(json("""
                {'role':'user','parts':[
                  {'functionResponse':{'id':'a','name':'one','response':{'error':'no result'}}}]}"""));
    }

    @Test
    void aResultWithoutItsCallBecomesText() {
        ObjectNode body = body(request(user("Go"), result("lost", "42")));
        assertThat(body.path("contents").path(0).path("parts"))
                .isEqualTo(json("[{'text':'Go'},{'text':'Result of tool: 42'}]"));
        assertThat(losses.names()).containsExactly("messages[].tool_call_id");
    }

    @Test
    void stepsOfTheCurrentTurnGetTheSentinelWhereTheirSignatureIsLost() {
        var ours = Marks.sealed(new Seal("gemini", "sig"));
        var foreign = Marks.sealed(new Seal("anthropic", "theirs"));
        ObjectNode body = body(request(user("Old"), assistant(new Block.ToolCall("o", "f", "{}")), result("o", "1"),
                user("New"), assistant(new Block.Text("ok")), user("Go"),
                assistant(new Block.ToolCall("a", "f", "{}", false, foreign), new Block.ToolCall("b", "f", "{}")),
                result("a", "1"), result("b", "2"), assistant(new Block.ToolCall("c", "f", "{}", false, ours)),
                result("c", "3")), Trait.SIGNED_CALLS);
        JsonNode contents = body.path("contents");
        assertThat(contents.path(1).path("parts").path(0).has("thoughtSignature")).isFalse();
        assertThat(contents.path(5).path("parts").path(0).path("thoughtSignature").asString())
                .isEqualTo("skip_thought_signature_validator");
        assertThat(contents.path(5).path("parts").path(1).has("thoughtSignature")).isFalse();
        assertThat(contents.path(7).path("parts").path(0).path("thoughtSignature").asString()).isEqualTo("sig");
        assertThat(losses.isEmpty()).isTrue();
    }

    @Test
    void ofParallelCallsOnlyTheFirstKeepsItsSignature() {
        var ours = Marks.sealed(new Seal("gemini", "sig"));
        ObjectNode body = body(request(user("Go"), assistant(new Block.ToolCall("a", "f", "{}", false, ours),
                new Block.ToolCall("b", "f", "{}", false, ours))));
        JsonNode parts = body.path("contents").path(1).path("parts");
        assertThat(parts.path(0).has("thoughtSignature")).isTrue();
        assertThat(parts.path(1).has("thoughtSignature")).isFalse();
    }

    @Test
    void aPrefillGetsATurnOfTheUserBehindItWhereItIsRefused() {
        ObjectNode body = body(request(user("Go"), assistant(new Block.Text("Once"))), Trait.NO_PREFILL);
        assertThat(body.path("contents").path(2)).isEqualTo(json("{'role':'user','parts':[{'text':'Continue.'}]}"));
        assertThat(losses.names()).containsExactly("prefill");
    }

    @Test
    void aFileOfAnotherVendorIsRefused() {
        Block file = new Block.Media(Block.Media.Kind.DOCUMENT, new Block.Source.Stored("openai", "file-1"),
                Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        assertThatThrownBy(() -> body(request(new Message(Role.USER, List.of(file)))))
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.INVALID));
    }

    @Test
    void mediaGoInlineOrByTheirAddress() {
        Block inline = new Block.Media(Block.Media.Kind.IMAGE, new Block.Source.Inline("iVBORw0KGgo="),
                Optional.empty(), Optional.empty(), Optional.of(Block.Media.Detail.LOW), Marks.NONE);
        Block link = new Block.Media(Block.Media.Kind.IMAGE, new Block.Source.Link("https://x.org/a.jpg?s=1"),
                Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        ObjectNode body = body(request(new Message(Role.USER, List.of(inline, link))));
        assertThat(body.path("contents").path(0).path("parts")).isEqualTo(json("""
                [{'inlineData':{'mimeType':'image/png','data':'iVBORw0KGgo='}},
                 {'fileData':{'fileUri':'https://x.org/a.jpg?s=1','mimeType':'image/jpeg'}}]"""));
        assertThat(losses.names()).containsExactly("image_url.detail");
    }

    @Test
    void settingsThatTheModelRefusesAreLosses() {
        Settings settings = new Settings(OptionalInt.of(9), java.util.OptionalDouble.of(1),
                java.util.OptionalDouble.of(0.5), OptionalInt.of(3), List.of("1", "2", "3", "4", "5", "6"),
                OptionalLong.of(1L << 40 | 7), java.util.OptionalDouble.of(1), java.util.OptionalDouble.of(0),
                OptionalInt.of(2), Optional.of(true), OptionalInt.of(2));
        Request plain = request(user("Hi"));
        Request request = new Request("m", plain.messages(), plain.tools(), settings, plain.output(), plain.thinking(),
                plain.service(), plain.delivery(), plain.extras());
        ObjectNode body = body(request, Trait.FIXED_SAMPLING, Trait.NO_PENALTIES, Trait.ONE_CANDIDATE);
        assertThat(body.path("generationConfig")).isEqualTo(json("""
                {'seed':7,'maxOutputTokens':9,'stopSequences':['1','2','3','4','5'],'responseLogprobs':true,
                 'logprobs':2}"""));
        assertThat(losses.names()).containsExactly("n", "presence_penalty", "stop", "temperature", "top_k", "top_p");
    }

    @ParameterizedTest
    @CsvSource({"NONE,LOW,true", "MINIMAL,LOW,false", "LOW,LOW,false", "MEDIUM,HIGH,false", "MAX,HIGH,false"})
    void effortBecomesTheNearestLevel(Effort effort, String level, boolean lost) {
        Request request = with(request(user("Hi")), Tools.NONE, Output.DEFAULT,
                new Thinking(Optional.of(effort), OptionalInt.empty(), Optional.empty()));
        ObjectNode body = body(request, facts(new ThinkingControl.Levels(Set.of(Effort.LOW, Effort.HIGH))));
        assertThat(body.path("generationConfig").path("thinkingConfig").path("thinkingLevel").asString())
                .isEqualTo(level);
        assertThat(losses.names()).isEqualTo(lost ? List.of("reasoning_effort") : List.of());
    }

    @ParameterizedTest
    @CsvSource({"NONE,128,true", "MINIMAL,1024,false", "MEDIUM,8192,false", "HIGH,24576,false", "MAX,32768,false"})
    void effortBecomesABudgetWithinTheRange(Effort effort, int budget, boolean lost) {
        Request request = with(request(user("Hi")), Tools.NONE, Output.DEFAULT,
                new Thinking(Optional.of(effort), OptionalInt.empty(), Optional.of(Thinking.Shown.ASKED)));
        ObjectNode body = body(request, facts(new ThinkingControl.Budget(128, 32_768, false)));
        assertThat(body.path("generationConfig").path("thinkingConfig"))
                .isEqualTo(json("{'thinkingBudget':" + budget + ",'includeThoughts':true}"));
        assertThat(losses.names()).isEqualTo(lost ? List.of("reasoning_effort") : List.of());
    }

    @Test
    void functionsWinOverAJsonFormatAndHostedToolsWhereTheModelTakesOne() {
        Tool function = new Tool.Function("f", Optional.of("d"), Optional.of(Json.object("{\"type\":\"object\"}")),
                Optional.of(true), Marks.NONE);
        Tool search = new Tool.Hosted(Tool.Hosted.Kind.WEB_SEARCH, Extras.NONE);
        Request request = with(request(user("Hi")),
                new Tools(List.of(function, search), ToolChoice.UNSET, Optional.of(false)),
                new Output(new Output.Format.JsonObject(), List.of(), Optional.empty(), Optional.empty()),
                Thinking.DEFAULT);
        ObjectNode body = body(request);
        assertThat(body.path("tools"))
                .isEqualTo(json("[{'functionDeclarations':[{'name':'f','description':'d'}]}]"));
        assertThat(body.path("toolConfig")).isEqualTo(json("{'functionCallingConfig':{'mode':'VALIDATED'}}"));
        assertThat(body.has("generationConfig")).isFalse();
        assertThat(losses.names()).containsExactly("parallel_tool_calls", "response_format", "web_search");
        ObjectNode mixed = body(request, Trait.MIXED_TOOLS);
        assertThat(mixed.path("tools")).hasSize(2);
        assertThat(mixed.path("toolConfig").path("includeServerSideToolInvocations").asBoolean()).isTrue();
        assertThat(mixed.path("generationConfig").path("responseMimeType").asString()).isEqualTo("application/json");
    }

    @Test
    void hostedToolsOfOthersStandBesideFunctionsOnlyWhereTheModelIsKnownToTakeBoth() {
        Tool function = new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        Tool search = new Tool.Hosted(Tool.Hosted.Kind.WEB_SEARCH, Extras.NONE);
        Request request = with(request(user("Hi")),
                new Tools(List.of(function, search), ToolChoice.UNSET, Optional.empty()), Output.DEFAULT,
                Thinking.DEFAULT);
        ObjectNode body = Json.object(gemini.writeRequest(request, ModelFacts.unknown("m"), losses).body());
        assertThat(body.path("tools")).isEqualTo(json("[{'functionDeclarations':[{'name':'f'}]}]"));
        assertThat(losses.names()).containsExactly("web_search");
    }

    @Test
    void choosingNoToolDropsTheHostedOnesToo() {
        Tool function = new Tool.Function("f", Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        Tool search = new Tool.Hosted(Tool.Hosted.Kind.WEB_SEARCH, Extras.NONE);
        ObjectNode body = body(with(request(user("Hi")),
                new Tools(List.of(search, function), new ToolChoice(ToolChoice.Mode.NONE), Optional.empty()),
                Output.DEFAULT, Thinking.DEFAULT), Trait.MIXED_TOOLS);
        assertThat(body.path("tools")).isEqualTo(json("[{'functionDeclarations':[{'name':'f'}]}]"));
        assertThat(body.path("toolConfig")).isEqualTo(json("{'functionCallingConfig':{'mode':'NONE'}}"));
    }

    @Test
    void aCallSeenEarlierMakesTheStopOne() {
        List<Event> events = events(
                "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f'},'thoughtSignature':'s'}]}}]}",
                "{'candidates':[{'content':{'parts':[{'text':''}]},'finishReason':'STOP'}]}");
        Marks signed = Marks.sealed(new Seal("gemini", "s"));
        assertThat(events).containsExactly(new Event.Start("", ""),
                new Event.Open(0, 0, new Block.ToolCall("call_x1", "f", "", false, signed)),
                new Event.Delta(0, 0, "{}"), new Event.Close(0, 0, signed),
                new Event.Finish(0, new StopReason(StopReason.Kind.TOOL_CALLS, "STOP")), new Event.End());
    }

    @Test
    void aSignatureInAnEmptyLastPartBelongsToTheTextBeforeIt() {
        List<Event> events = events("{'candidates':[{'content':{'parts':[{'text':'Hi'}]}}]}",
                "{'candidates':[{'content':{'parts':[{'text':'','thoughtSignature':'s'}]},'finishReason':'STOP'}]}");
        assertThat(events).contains(new Event.Close(0, 0, Marks.sealed(new Seal("gemini", "s"))));
        assertThat(events.stream().filter(Event.Open.class::isInstance)).hasSize(1);
    }

    @Test
    void aBlockedPromptIsAFilteredAnswer() {
        assertThat(events("{'promptFeedback':{'blockReason':'SAFETY'}}"))
                .contains(new Event.Finish(0, new StopReason(StopReason.Kind.FILTERED, "SAFETY")))
                .last().isInstanceOf(Event.End.class);
    }

    @Test
    void eachCandidateMustEnd() {
        assertThat(events("{'candidates':[{'index':0,'content':{'parts':[{'text':'a'}]},'finishReason':'STOP'},"
                + "{'index':1,'content':{'parts':[{'text':'b'}]}}]}")).last()
                .isInstanceOfSatisfying(Event.Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.UPSTREAM_CUT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'error':{'code':503,'message':'busy','status':'UNAVAILABLE'}}|OVERLOADED",
            "[{'error':{'message':'slow','status':'RESOURCE_EXHAUSTED'}}]|RATE_LIMITED", "{}|UPSTREAM_GARBAGE"})
    void anErrorInAStreamKeepsItsKind(String frame, Failure.Kind kind) {
        assertThat(events(frame)).last().isInstanceOfSatisfying(Event.Failed.class,
                failed -> assertThat(failed.failure().kind()).isEqualTo(kind));
    }

    @Test
    void aWholeAnswerWithNothingInItIsGarbage() {
        assertThatThrownBy(() -> gemini.readResponse(Json.object("{\"candidates\":[]}")))
                .isInstanceOfSatisfying(FailureException.class, e -> assertThat(e.failure())
                        .isEqualTo(Failure.of(Failure.Kind.UPSTREAM_GARBAGE, "The upstream gave an empty answer.")));
    }

    @Test
    void aMalformedCallIsAnInvalidAnswerWithWhatTheVendorSays() {
        Response response = gemini.readResponse(Json.object("""
                {"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL","finishMessage":"bad"}]}"""));
        assertThat(response.candidates().getFirst().stop()).isEqualTo(
                new StopReason(StopReason.Kind.INVALID, "MALFORMED_FUNCTION_CALL", Optional.of("bad")));
    }

    @Test
    void sourcesAreCountedInCharactersNotBytes() {
        Response response = gemini.readResponse(Json.object("""
                {"candidates":[{"content":{"parts":[{"text":"Grüße aus Köln."}]},"finishReason":"STOP",
                 "groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://k.de","title":"K"}}],
                  "groundingSupports":[{"segment":{"startIndex":8,"endIndex":17},"groundingChunkIndices":[0]}]}}]}"""));
        Block.Text text = (Block.Text) response.candidates().getFirst().blocks().getFirst();
        assertThat(text.citations()).singleElement().satisfies(citation -> assertThat(
                text.text().substring(citation.start().getAsInt(), citation.end().getAsInt())).isEqualTo("aus Köln"));
    }

    @Test
    void eachTextOfAWholeAnswerGetsItsOwnSources() {
        Response response = gemini.readResponse(Json.object("""
                {"candidates":[{"content":{"parts":[{"text":"It rains in Oslo."},{"functionCall":{"name":"warn"}},
                   {"text":"It snows in Bergen."}]},"finishReason":"STOP",
                 "groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://o.no"}},{"web":{"uri":"https://b.no"}}],
                  "groundingSupports":[{"segment":{"text":"in Bergen"},"groundingChunkIndices":[1]},
                   {"segment":{"text":"in Oslo"},"groundingChunkIndices":[0]}]}}]}"""));
        assertThat(response.candidates().getFirst().blocks()).filteredOn(Block.Text.class::isInstance)
                .extracting(block -> ((Block.Text) block).citations().stream().map(Citation::url).toList())
                .containsExactly(List.of(Optional.of("https://o.no")), List.of(Optional.of("https://b.no")));
    }

    @Test
    void aBrokenAnswerIsNoFailureOfKeys() {
        Failure failure = gemini.readFailure(502, Optional.empty(), "<html>".getBytes(StandardCharsets.UTF_8));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UPSTREAM_ERROR);
        assertThat(failure.message()).doesNotContain("html");
    }
}
