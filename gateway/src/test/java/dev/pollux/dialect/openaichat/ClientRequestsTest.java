package dev.pollux.dialect.openaichat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Peek;
import dev.pollux.dialect.Seals;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Block.ToolCall;
import dev.pollux.model.Block.ToolResult;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.Thinking;
import dev.pollux.model.ToolChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

class ClientRequestsTest {
    private static final OpenAiChat DIALECT = new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)),
            () -> "fresh");

    @ParameterizedTest
    @CsvSource({"high, true", "minimal, true", "none, false", "odd, false"})
    void whoeverAsksForReasoningSeesIt(String effort, boolean shown) {
        Request request = DIALECT.readRequest(Inquiry.of(Json.object("""
                {"model":"m","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"%s"}"""
                .formatted(effort))));
        assertThat(request.thinking().shown()).isEqualTo(shown
                ? Optional.of(Thinking.Shown.WELCOME)
                : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "model                     | MISSING     | {'messages':[{'role':'user','content':'Hi'}]}",
            "model                     | MISSING     | {'model':'','messages':[{'role':'user','content':'Hi'}]}",
            "messages                  | MISSING     | {'model':'m'}",
            "messages                  | NOT_ALLOWED | {'model':'m','messages':[]}",
            "messages                  | ILL_TYPED   | {'model':'m','messages':'Hi'}",
            "messages[0].role          | NOT_ALLOWED | {'model':'m','messages':[{'role':'robot','content':'Hi'}]}",
            "messages[0].role          | MISSING     | {'model':'m','messages':[{'content':'Hi'}]}",
            "messages[0].content       | MISSING     | {'model':'m','messages':[{'role':'user'}]}",
            "messages[0].content       | ILL_TYPED   | {'model':'m','messages':[{'role':'user','content':7}]}",
            "messages[0].content[0].type | MISSING   | {'model':'m','messages':[{'role':'user','content':[{'text':'x'}]}]}",
            "messages[0].tool_call_id  | MISSING     | {'model':'m','messages':[{'role':'tool','content':'x'}]}",
            "messages[0].content[0].image_url.url | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png,x'}}]}]}",
            "messages[0].content[0].image_url.url | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,A'}}]}]}",
            "messages[0].content[0].image_url | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':[{'type':'image_url','image_url':'data:;base64'}]}]}",
            "messages[0].content[0].input_audio.data | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'?','format':'wav'}}]}]}",
            "temperature               | ILL_TYPED   | {'model':'m','messages':[{'role':'user','content':'Hi'}],'temperature':'hot'}",
            "temperature               | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':'Hi'}],'temperature':2.1}",
            "top_p                     | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':'Hi'}],'top_p':-0.1}",
            "presence_penalty          | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':'Hi'}],'presence_penalty':3}",
            "frequency_penalty         | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':'Hi'}],'frequency_penalty':-3}",
            "n                         | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':'Hi'}],'n':129}",
            "n                         | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':'Hi'}],'n':0}",
            "top_logprobs              | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':'Hi'}],'top_logprobs':21}",
            "max_tokens                | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':'Hi'}],'max_tokens':0}",
            "stream_options            | NOT_ALLOWED | {'model':'m','messages':[{'role':'user','content':'Hi'}],'stream_options':{'include_usage':true}}",
            "tools[0].function.name    | MISSING     | {'model':'m','messages':[{'role':'user','content':'Hi'}],'tools':[{'type':'function','function':{}}]}",
            "response_format.json_schema | MISSING   | {'model':'m','messages':[{'role':'user','content':'Hi'}],'response_format':{'type':'json_schema'}}",
            "metadata.a                | ILL_TYPED   | {'model':'m','messages':[{'role':'user','content':'Hi'}],'metadata':{'a':1}}"})
    void whatIsWrongIsRefusedByItsName(String path, JsonException.Reason reason, String body) {
        var refusal = catchThrowableOfType(JsonException.class, () -> read(body));
        assertThat(refusal).isNotNull().returns(path, JsonException::path).returns(reason, JsonException::reason);
    }

    @Test
    void thePeekTellsModelAndStream() {
        assertThat(DIALECT.peek(Inquiry.of(Json.object("{\"model\":\"m\",\"stream\":true}"))))
                .isEqualTo(new Peek("m", true));
    }

    @Test
    void aSealThatTravelledInAnIdIsOpenedOnCallAndResult() {
        String id = Seals.close("call_1", Optional.of(new Seal("gemini", "sig")));
        List<Message> messages = read("{'model':'m','messages':[{'role':'assistant','content':'','tool_calls':[{'id':'"
                + id
                + "','type':'function','function':{'name':'f','arguments':''}}]},{'role':'tool','tool_call_id':'" + id
                + "','name':'f','content':[{'type':'text','text':'x'},{'type':'image_url','image_url':'https://a/b.png'}]}]}")
                .messages();
        assertThat(messages.getFirst().blocks()).singleElement().isEqualTo(new ToolCall("call_1", "f", "{}")
                .withMarks(Marks.sealed(new Seal("gemini", "sig"))));
        var result = (ToolResult) messages.getLast().blocks().getFirst();
        assertThat(messages.getLast().role()).isEqualTo(Message.Role.USER);
        assertThat(result).returns("call_1", ToolResult::callId).returns(Optional.of("f"), ToolResult::name);
        assertThat(result.content()).hasSize(2).last().isInstanceOf(Block.Media.class);
    }

    @Test
    void callsOfTheTimeOfFunctionsArePairedByName() {
        List<Message> messages = read(
                "{'model':'m','messages':[{'role':'assistant','function_call':{'name':'f','arguments':'{}'}},"
                        + "{'role':'function','name':'f','content':'x'}],'functions':[{'name':'f'}],'function_call':{'name':'f'}}")
                .messages();
        var call = (ToolCall) messages.getFirst().blocks().getFirst();
        var result = (ToolResult) messages.getLast().blocks().getFirst();
        assertThat(result.callId()).isEqualTo(call.id()).isEqualTo("call_fresh");
    }

    @Test
    void aChoiceAmongToolsIsRead() {
        assertThat(choice("'none'")).isEqualTo(new ToolChoice(ToolChoice.Mode.NONE));
        assertThat(choice("'required'")).isEqualTo(new ToolChoice(ToolChoice.Mode.REQUIRED));
        assertThat(choice("{'type':'function','function':{'name':'f'}}"))
                .isEqualTo(new ToolChoice(ToolChoice.Mode.REQUIRED, List.of("f")));
        assertThat(choice(
                "{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[{'type':'function','function':{'name':'f'}}]}}"))
                .isEqualTo(new ToolChoice(ToolChoice.Mode.AUTO, List.of("f")));
        assertThat(choice("'sometimes'")).isEqualTo(ToolChoice.UNSET);
    }

    private static ToolChoice choice(String json) {
        return read("{'model':'m','messages':[{'role':'user','content':'Hi'}],'tool_choice':" + json + "}").tools()
                .choice();
    }

    private static Request read(String json) {
        return DIALECT.readRequest(Inquiry.of(Json.object(json.replace('\'', '"'))));
    }
}
