package dev.pollux.dialect.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.FailureException;
import dev.pollux.model.Marks;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.StopReason;
import dev.pollux.model.Usage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

class EventWriterTest {
    private static final Request REQUEST = Fixed.request("""
            {"model": "m", "instructions": "Be kind.", "input": "Hi", "temperature": 0.5, "metadata": {"a": "b"},
            "reasoning": {"effort": "low"}, "text": {"verbosity": "low"}, "store": false}""");

    private static ObjectNode whole(StopReason.Kind stop, Block... blocks) {
        return Fixed.dialect().writeResponse(Answers.of(stop, blocks), REQUEST);
    }

    @Test
    void halfACharacterWaitsForItsOtherHalf() {
        String stream = Answers.stream(REQUEST, new Event.Open(0, 0, new Block.Text("")),
                new Event.Delta(0, 0, "a\uD83C"), new Event.Delta(0, 0, "\uDFD4b"), new Event.Delta(0, 0, "\uD83C"),
                new Event.Close(0, 0, Marks.NONE));
        assertThat(stream).contains("\"delta\":\"a\"", "\"delta\":\"\uD83C\uDFD4b\"", "\"delta\":\"\uFFFD\"",
                "\"text\":\"a\uD83C\uDFD4b\uFFFD\"");
    }

    @Test
    void aCallWithoutArgumentsHasAnEmptyObject() {
        ObjectNode answer = whole(StopReason.Kind.TOOL_CALLS, new Block.ToolCall("c", "f", ""));
        assertThat(answer.at("/output/0/arguments").asString()).isEqualTo("{}");
    }

    @Test
    void aCallThatComesInPiecesIsToldBeforeItsEnd() {
        assertThat(Answers.stream(REQUEST, new Event.Open(0, 0, new Block.ToolCall("c", "f", "")),
                new Event.Delta(0, 0, "{\"a\"")))
                .contains("\"call_id\":\"c\"", "\"delta\":\"{\\\"a\\\"\"");
    }

    @Test
    void theRequestIsRepeated() {
        ObjectNode answer = whole(StopReason.Kind.DONE, new Block.Text("Hi"));
        assertThat(answer.path("instructions").asString()).isEqualTo("Be kind.");
        assertThat(answer.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(answer.at("/metadata/a").asString()).isEqualTo("b");
        assertThat(answer.at("/reasoning/effort").asString()).isEqualTo("low");
        assertThat(answer.at("/text/format/type").asString()).isEqualTo("text");
        assertThat(answer.at("/text/verbosity").asString()).isEqualTo("low");
        assertThat(answer.path("store").asBoolean()).isFalse();
    }

    @Test
    void textsInARowAreOneMessageAndThoughtsInARowAreNot() {
        ObjectNode answer = whole(StopReason.Kind.DONE, new Block.Thinking("a", Marks.NONE),
                new Block.Thinking("b", Marks.NONE), new Block.Text("c"), new Block.Text("d"));
        assertThat(answer.path("output")).hasSize(3);
        assertThat(answer.at("/output/2/content")).hasSize(2);
    }

    @Test
    void aRefusalWithoutWordsIsFilteredAndOneWithWordsIsComplete() {
        assertThat(whole(StopReason.Kind.REFUSED).at("/incomplete_details/reason").asString())
                .isEqualTo("content_filter");
        assertThat(whole(StopReason.Kind.REFUSED, new Block.Text("No.", true, List.of(), Marks.NONE)).path("status")
                .asString()).isEqualTo("completed");
    }

    @Test
    void aPictureAtAnAddressIsALinkInTheText() {
        ObjectNode answer = whole(StopReason.Kind.DONE,
                new Block.Media(Block.Media.Kind.IMAGE, new Block.Source.Link("https://example.org/p.png"),
                        Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE));
        assertThat(answer.at("/output/0/content/0/text").asString()).isEqualTo("![image](https://example.org/p.png)");
    }

    @Test
    void tokensThatNobodyCountedAreNotZero() {
        Response counted = Answers.of(StopReason.Kind.DONE, new Block.Text("Hi"));
        var unknown = new Response(counted.id(), counted.model(), counted.candidates(), Usage.UNKNOWN, List.of());
        assertThat(Fixed.dialect().writeResponse(unknown, REQUEST).path("usage").isNull()).isTrue();
    }

    @Test
    void anAnswerOfNothingUsableIsAFailure() {
        assertThatThrownBy(() -> whole(StopReason.Kind.INVALID)).isInstanceOf(FailureException.class);
    }
}
