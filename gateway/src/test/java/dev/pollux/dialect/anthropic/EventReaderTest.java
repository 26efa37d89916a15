package dev.pollux.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Fold;
import dev.pollux.model.Response;
import dev.pollux.model.StopReason;
import org.junit.jupiter.api.Test;

/** What compatible vendors do differently, and what goes wrong. */
class EventReaderTest {
    private static final String STOP = "{\"type\":\"message_stop\"}";
    private static final String DONE = "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
            + "\"usage\":{\"output_tokens\":4}}";

    @Test
    void inputIsTheSumOfWhatIsCachedAndWhatIsNot() {
        Response response = Fold.of(Frames.read(Frames.start(), DONE, STOP));
        assertThat(response.usage().input()).hasValue(12);
        assertThat(response.usage().cacheRead()).hasValue(7);
        assertThat(response.usage().output()).hasValue(4);
    }

    @Test
    void blocksWithGapsInTheirNumbersAndWithoutStopsAreNumberedAnewAndClosed() {
        Response response = Fold.of(Frames.read(Frames.start(),
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\"}}",
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}",
                "{\"type\":\"content_block_start\",\"index\":4,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\","
                        + "\"name\":\"f\",\"input\":{\"x\":1}}}",
                DONE, STOP, "[DONE]"));
        assertThat(response.candidates().getFirst().blocks()).containsExactly(new Block.Text("a"),
                new Block.ToolCall("t", "f", "{\"x\":1}"));
    }

    @Test
    void aDeltaWithoutABlockBeginsOne() {
        Response response = Fold.of(Frames.read(Frames.start(),
                "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}", STOP));
        assertThat(response.candidates().getFirst().blocks()).containsExactly(new Block.Text("a"));
    }

    @Test
    void withoutAReasonTheCallsTellIt() {
        Response response = Fold.of(Frames.read(Frames.start(),
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\","
                        + "\"name\":\"f\",\"input\":{}}}",
                STOP));
        assertThat(response.candidates().getFirst().stop().kind()).isEqualTo(StopReason.Kind.TOOL_CALLS);
    }

    @Test
    void aReasonAloneIsNotTheEnd() {
        assertThat(Frames.read(Frames.start(), DONE)).last()
                .isInstanceOfSatisfying(Event.Failed.class, failed -> assertThat(failed.failure().kind())
                        .isEqualTo(Failure.Kind.UPSTREAM_CUT));
    }

    @Test
    void anErrorInTheMiddleIsAFailureOfItsKindAndTheLastEvent() {
        assertThat(Frames.read(Frames.start(), "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                + "\"message\":\"Overloaded\"}}", STOP)).last()
                .isInstanceOfSatisfying(Event.Failed.class, failed -> {
                    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.OVERLOADED);
                    assertThat(failed.failure().message()).isEqualTo("Overloaded");
                });
    }

    @Test
    void brokenJsonIsNotPassedOver() {
        assertThatThrownBy(() -> Frames.read("{\"type\":")).isInstanceOf(JsonException.class);
    }
}
