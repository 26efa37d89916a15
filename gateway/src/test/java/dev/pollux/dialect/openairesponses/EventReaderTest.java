package dev.pollux.dialect.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.dialect.StreamReader;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Fold;
import dev.pollux.model.StopReason;
import dev.pollux.sse.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/** What vendors send that is not as OpenAI sends it. */
class EventReaderTest {
    private static final String DONE = "{\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"status\":\"completed\"}}";

    private static List<Event> read(String... frames) {
        var events = new ArrayList<Event>();
        StreamReader reader = new EventReader();
        for (String frame : frames) {
            reader.read(Frame.of(frame), events::add);
        }
        reader.end(events::add);
        return events;
    }

    private static List<Block> blocks(String... frames) {
        return Fold.of(read(frames)).candidates().getFirst().blocks();
    }

    private static String text(Block block) {
        return block instanceof Block.Text text ? text.text() : block.toString();
    }

    @Test
    void anItemThatIsOnlyToldWholeIsRead() {
        assertThat(blocks("{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"message\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}}", DONE)).map(EventReaderTest::text)
                .containsExactly("Hi");
    }

    @Test
    void anAnswerThatIsOnlyToldAtTheEndIsRead() {
        assertThat(
                blocks("{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[{\"type\":\"message\","
                        + "\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}]}}"))
                .map(EventReaderTest::text)
                .containsExactly("Hi");
    }

    @Test
    void deltasWithoutPartsAndIndicesAreRead() {
        assertThat(blocks("{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"message\",\"id\":\"m\"}}",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"He\"}",
                "{\"type\":\"response.something_new\",\"x\":1}", "[DONE]",
                "{\"type\":\"response.output_text.delta\",\"delta\":\"y\"}", DONE)).map(EventReaderTest::text)
                .containsExactly("Hey");
    }

    @Test
    void itemsThatInterleaveAreReadOneAfterTheOther() {
        List<Event> events = read(call("added", 0, "a", ""), call("added", 1, "b", ""), arguments(1, "{\\\"n\\\":"),
                arguments(0, "{\\\"m\\\":1}"), arguments(1, "2}"), call("done", 1, "b", "{\\\"n\\\":2}"),
                call("done", 0, "a", "{\\\"m\\\":1}"), DONE);
        var answer = Fold.of(events).candidates().getFirst();
        assertThat(answer.blocks()).map(block -> ((Block.ToolCall) block).arguments()).containsExactly("{\"m\":1}",
                "{\"n\":2}");
        assertThat(answer.stop().kind()).isEqualTo(StopReason.Kind.TOOL_CALLS);
        assertThat(events.stream().filter(Event.Open.class::isInstance)).hasSize(2);
    }

    private static String call(String step, int index, String id, String arguments) {
        return "{\"type\":\"response.output_item." + step + "\",\"output_index\":" + index
                + ",\"item\":{\"type\":\"function_call\",\"call_id\":\"" + id + "\",\"name\":\"f\",\"arguments\":\""
                + arguments + "\"}}";
    }

    private static String arguments(int index, String piece) {
        return "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":" + index + ",\"delta\":\""
                + piece
                + "\"}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"error","code":"server_error","message":"Oh","param":null}                       | UPSTREAM_ERROR
            {"type":"error","error":{"type":"invalid_request_error","code":"context_length_exceeded","message":"Oh"}} | INVALID
            {"type":"response.failed","response":{"error":{"code":"rate_limit_exceeded","message":"Oh"}}} | RATE_LIMITED
            {"type":"response.failed","response":{"error":{"code":"insufficient_quota","message":"Oh"}}}  | QUOTA_SPENT
            {"error":{"message":"Oh","code":"server_is_overloaded"}}                                 | OVERLOADED
            """)
    void everyFormOfAnErrorEndsTheStream(String frame, Failure.Kind kind) {
        assertThat(read(frame, DONE)).last().isInstanceOfSatisfying(Event.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(kind);
            assertThat(failed.failure().message()).isEqualTo("Oh");
        });
    }

    @Test
    void brokenJsonIsNotSwallowed() {
        assertThatThrownBy(() -> read("{\"type\":")).isInstanceOf(JsonException.class);
    }

    @Test
    void aStreamWithoutItsEndIsCut() {
        assertThat(read("{\"type\":\"response.created\",\"response\":{\"id\":\"r\"}}", "[DONE]")).last()
                .isInstanceOfSatisfying(Event.Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.UPSTREAM_CUT));
    }
}
