package dev.pollux.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Peek;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.StopReason;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tool;
import dev.pollux.model.ToolChoice;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

class GeminiClientTest {
    private final Gemini gemini = new Gemini(() -> "x1");

    private static Inquiry inquiry(String body) {
        return new Inquiry(Optional.of("models/kimi-k2"), true, Request.Framing.EVENTS,
                Json.object(body.replace('\'', '"')));
    }

    private Request read(String body) {
        return gemini.readRequest(inquiry(body));
    }

    private List<Frame> written(String body, Event... events) {
        return written(read(body), events);
    }

    private List<Frame> written(Request request, Event... events) {
        var frames = new ArrayList<Frame>();
        var writer = gemini.streamWriter(request);
        for (Event event : events) {
            writer.write(event, frames::add);
        }
        return frames;
    }

    private static final String HELLO = "{'contents':[{'role':'user','parts':[{'text':'Hi'}]}]}";

    @Test
    void thePathNamesTheModelWhateverTheBodySays() {
        Inquiry inquiry = inquiry("{'model':'models/other','contents':{'parts':{'text':'Hi'}}}");
        assertThat(gemini.peek(inquiry)).isEqualTo(new Peek("kimi-k2", true));
        Request request = gemini.readRequest(inquiry);
        assertThat(request.model()).isEqualTo("kimi-k2");
        assertThat(request.extras().isEmpty()).isTrue();
        assertThat(request.delivery()).isEqualTo(new Request.Delivery(true, true, Request.Framing.EVENTS));
    }

    @Test
    void namesMayBeSnakeCaseAndSingleObjectsStandForArrays() {
        Request request = read("""
                {'system_instruction':{'parts':{'text':'S'},'role':'user'},
                 'contents':{'parts':[{'inline_data':{'mime_type':'image/png','data':'_-8'}}]},
                 'tools':{'function_declarations':{'name':'f','parameters_json_schema':{'type':'object'}}},
                 'tool_config':{'function_calling_config':{'mode':'any','allowed_function_names':['f']}},
                 'generation_config':{'max_output_tokens':'5','thinking_config':{'thinking_level':'low'}}}""");
        assertThat(request.messages()).containsExactly(
                new Message(Message.Role.SYSTEM, List.of(new Block.Text("S"))),
                new Message(Message.Role.USER, List.of(new Block.Media(Block.Media.Kind.IMAGE,
                        new Block.Source.Inline("/+8="), Optional.of("image/png"), Optional.empty(), Optional.empty(),
                        Marks.NONE))));
        assertThat(request.tools().choice()).isEqualTo(new ToolChoice(ToolChoice.Mode.REQUIRED, List.of("f")));
        assertThat(request.settings().maxTokens()).hasValue(5);
        assertThat(request.thinking().effort()).contains(Thinking.Effort.LOW);
        assertThat(request.extras().isEmpty()).isTrue();
    }

    @Test
    void keysInsideDataAreNotTouched() {
        Request request = read(
                """
                        {'contents':[{'role':'model','parts':[{'function_call':{'name':'f','args':{'mime_type':1,'mimeType':2}}}]},
                         {'role':'user','parts':[{'text':'x'}]}]}""");
        assertThat(request.messages().getFirst().blocks()).containsExactly(
                new Block.ToolCall("call_1_0", "f", "{\"mime_type\":1,\"mimeType\":2}"));
    }

    @Test
    void resultsWithoutIdsPairByNameAndOrder() {
        Request request = read("""
                {'contents':[{'role':'user','parts':[{'text':'Go'}]},
                 {'role':'model','parts':[{'functionCall':{'name':'a'}},{'functionCall':{'name':'b'}},
                                          {'functionCall':{'name':'a','id':'z'}}]},
                 {'role':'function','parts':[{'functionResponse':{'name':'b','response':{'output':'B'}}},
                                         {'functionResponse':{'name':'a','response':{'output':'A'}}},
                                         {'functionResponse':{'id':'a__z','name':'a','response':{'error':'E'}}}]}]}""");
        assertThat(request.messages().get(1).blocks()).extracting(block -> ((Block.ToolCall) block).id())
                .containsExactly("call_2_0", "call_2_1", "z");
        assertThat(request.messages().get(2).blocks()).extracting(block -> ((Block.ToolResult) block).callId())
                .containsExactly("call_2_1", "call_2_0", "z");
        assertThat(((Block.ToolResult) request.messages().get(2).blocks().get(2)).error()).isTrue();
    }

    @Test
    void aSchemaOfThisApiBecomesJsonSchema() {
        Request request = read("""
                {'contents':[{'parts':[{'text':'Hi'}]}],'tools':[{'functionDeclarations':[{'name':'f','parameters':
                  {'type':'OBJECT','required':['a'],'propertyOrdering':['a'],'properties':{
                    'type':{'type':'STRING','format':'enum','enum':['x'],'nullable':true},
                    'a':{'type':'ARRAY','minItems':'1','items':{'type':'INTEGER','enum':['1','2']}}}}}]}]}""");
        Tool.Function function = (Tool.Function) request.tools().offered().getFirst();
        assertThat(function.schema()).contains(Json.object("""
                {"type":"object","required":["a"],"properties":{
                  "type":{"type":["string","null"],"enum":["x",null]},
                  "a":{"type":"array","minItems":1,"items":{"type":"integer","enum":[1,2]}}}}"""));
    }

    @Test
    void capitalsInAJsonSchemaAreReadToo() {
        Request request = read("""
                {'contents':[{'parts':[{'text':'Hi'}]}],'generationConfig':{'responseMimeType':'application/json',
                 'responseJsonSchema':{'type':'OBJECT','properties':{'n':{'type':'INTEGER'}}}}}""");
        assertThat(((Output.Format.JsonSchema) request.output().format()).schema()).contains(
                Json.object("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|contents|MISSING",
            "{'contents':[{'role':'system','parts':[{'text':'x'}]}]}|contents[0].role|NOT_ALLOWED",
            "{'contents':[{'parts':[{'text':1}]}]}|contents[0].parts[0].text|ILL_TYPED",
            "{'contents':[{'parts':[{'functionCall':{}}]}]}|contents[0].parts[0].functionCall.name|MISSING",
            "{'contents':{'parts':{'text':''}},'generationConfig':{'temperature':'hot'}}|generationConfig.temperature|ILL_TYPED"})
    void whatIsWrongIsNamedByItsPath(String body, String path, JsonException.Reason reason) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(JsonException.class, e -> {
            assertThat(e.path()).isEqualTo(path);
            assertThat(e.reason()).isEqualTo(reason);
        });
    }

    @Test
    void aForeignSealTravelsInTheSignatureAndComesBack() {
        var seal = new Seal("anthropic", "a.b/c");
        List<Frame> frames = written(HELLO, new Event.Start("id", "kimi"),
                new Event.Open(0, 0, new Block.ToolCall("t1", "f", "")), new Event.Delta(0, 0, "{\"a\""),
                new Event.Delta(0, 0, ":1}"), new Event.Close(0, 0, Marks.sealed(seal)));
        JsonNode part = Json.tree(frames.getFirst().data()).path("candidates").path(0).path("content").path("parts")
                .path(0);
        assertThat(part.path("functionCall").path("args").path("a").asInt()).isEqualTo(1);
        String signature = part.path("thoughtSignature").asString();
        // as an SDK does that keeps the field as bytes
        String again = Base64.getUrlEncoder().encodeToString(Base64.getDecoder().decode(signature));
        Request request = read("{'contents':[{'role':'model','parts':[{'functionCall':{'id':'t1','name':'f'},"
                + "'thoughtSignature':'" + again + "'}]}]}");
        assertThat(request.messages().getFirst().blocks().getFirst().marks().seal()).contains(seal);
    }

    @Test
    void aStreamIsOneObjectPerTextAndOneForTheEnd() {
        List<Frame> frames = written(HELLO, new Event.Start("id", "kimi"), new Event.Open(0, 0, new Block.Text("")),
                new Event.Delta(0, 0, "H\"i\n"), new Event.Delta(0, 0, "!"), new Event.Close(0, 0, Marks.NONE),
                new Event.Finish(0, new StopReason(StopReason.Kind.LENGTH, "length")),
                new Event.Tokens(new Usage(OptionalLong.of(3), OptionalLong.empty(), OptionalLong.empty(),
                        OptionalLong.of(5), OptionalLong.of(2))),
                new Event.End());
        assertThat(frames).extracting(Frame::text).containsExactly(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"H\\\"i\\n\"}],\"role\":\"model\"},\"index\":0}],"
                        + "\"modelVersion\":\"kimi\",\"responseId\":\"id\"}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"!\"}],\"role\":\"model\"},\"index\":0}],"
                        + "\"modelVersion\":\"kimi\",\"responseId\":\"id\"}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},\"finishReason\":"
                        + "\"MAX_TOKENS\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":3,"
                        + "\"candidatesTokenCount\":3,\"thoughtsTokenCount\":2,\"totalTokenCount\":8},"
                        + "\"modelVersion\":\"kimi\",\"responseId\":\"id\"}");
        assertThat(frames).noneMatch(frame -> frame.bare() || !frame.event().isEmpty());
    }

    @Test
    void thoughtsGoOnlyToThoseWhoAsk() {
        Event[] events = {new Event.Start("", ""), new Event.Open(0, 0, new Block.Thinking("", Marks.NONE)),
                new Event.Delta(0, 0, "hm"), new Event.Close(0, 0, Marks.NONE)};
        assertThat(written(HELLO, events)).isEmpty();
        List<Frame> shown = written("{'contents':[{'parts':[{'text':'Hi'}]}],'generationConfig':{'thinkingConfig':"
                + "{'includeThoughts':true}}}", events);
        assertThat(shown).singleElement().satisfies(
                frame -> assertThat(frame.text()).contains("{\"text\":\"hm\",\"thought\":true}", "\"kimi-k2\""));
    }

    @Test
    void aFailureInAStreamIsAFrameAndThenTheBareError() {
        var failed = new Event.Failed(Failure.of(Failure.Kind.UPSTREAM_CUT, "cut"));
        List<Frame> frames = written(HELLO, failed);
        assertThat(frames).extracting(Frame::bare).containsExactly(false, true);
        assertThat(frames).extracting(Frame::text)
                .containsOnly("{\"error\":{\"code\":502,\"message\":\"cut\",\"status\":\"UNAVAILABLE\"}}");
        Request array = gemini.readRequest(new Inquiry(Optional.of("m"), true, Request.Framing.ARRAY,
                Json.object(HELLO.replace('\'', '"'))));
        assertThat(written(array, failed)).singleElement().satisfies(frame -> assertThat(frame.bare()).isFalse());
    }

    @Test
    void theHeartbeatIsOneEmptyLine() {
        assertThat(gemini.streamWriter(read(HELLO)).heartbeat()).containsExactly('\n');
    }

    @Test
    void foreignCitationsBecomeGroundingInBytes() {
        List<Frame> frames = written(HELLO, new Event.Start("", ""), new Event.Open(0, 0, new Block.Text("")),
                new Event.Delta(0, 0, "Grüße aus Köln"),
                new Event.Cite(0, 0, new Citation(Optional.of("https://k.de"), Optional.of("K"), OptionalInt.of(6),
                        OptionalInt.of(14), Extras.NONE)),
                new Event.Close(0, 0, Marks.NONE), new Event.Finish(0, new StopReason(StopReason.Kind.DONE, "stop")),
                new Event.End());
        assertThat(Json.tree(frames.getLast().data()).path("candidates").path(0).path("groundingMetadata"))
                .isEqualTo(Json.tree("""
                        {"groundingChunks":[{"web":{"uri":"https://k.de","title":"K"}}],"groundingSupports":[
                          {"segment":{"partIndex":0,"startIndex":8,"endIndex":17,"text":"aus Köln"},
                           "groundingChunkIndices":[0]}]}"""));
    }

    @Test
    void aRefusedKeyOfOursIsNoFaultOfTheClient() {
        Failure failure = gemini.readFailure(400, Optional.empty(), """
                {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",
                 "status":"INVALID_ARGUMENT"}}""".getBytes(StandardCharsets.UTF_8));
        assertThat(gemini.writeFailure(failure).status()).isEqualTo(502);
        assertThat(Json.text(gemini.writeFailure(failure).body())).doesNotContain("Please pass");
    }

    @Test
    void theVendorsOwnErrorGoesBackAsItCame() {
        String body = "{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\",\"details\":[{\"a\":1}]}}";
        Failure failure = gemini.readFailure(503, Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
        assertThat(gemini.writeFailure(failure).body()).isEqualTo(Json.object(body));
    }

    @Test
    void aForeignFailureTellsWhenToComeBackAndThatADayIsSpent() {
        Failure spent = new Failure(Failure.Kind.QUOTA_SPENT, 429, "spent", Optional.empty(), Optional.empty(),
                Optional.of(Duration.ofMillis(1500)), Extras.NONE);
        assertThat(Json.text(gemini.writeFailure(spent).body())).contains("\"retryDelay\":\"1.5s\"", "PerDay",
                "RESOURCE_EXHAUSTED");
    }

    @Test
    void listsBearThePrefixOnTheWireAlone() {
        var cards = gemini.models().read(Json.object("""
                {"models":[{"name":"models/gemini-3.8-flash","displayName":"Gemini 3.8 Flash","inputTokenLimit":1048576,
                  "outputTokenLimit":65536,"supportedGenerationMethods":["generateContent","countTokens"]},
                 {"name":"models/gemini-embedding-2","supportedGenerationMethods":["embedContent"]}]}"""));
        assertThat(cards).extracting(card -> card.id()).containsExactly("gemini-3.8-flash", "gemini-embedding-2");
        assertThat(gemini.models().read(gemini.models().write(cards))).first().isEqualTo(cards.getFirst());
    }
}
