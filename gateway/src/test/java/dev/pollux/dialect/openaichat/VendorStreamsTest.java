package dev.pollux.dialect.openaichat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Fold;
import dev.pollux.model.Response;
import dev.pollux.sse.SseReader;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Deviations that are no single vendor's; those of each are held by {@link VendorGoldenTest}. */
class VendorStreamsTest {
    private static final OpenAiChat DIALECT = new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)),
            () -> "fresh");

    @Test
    void theMarkAloneEndsAnAnswerToo() {
        assertThat(told(answer("""
                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f"}}]}}]}

                data: [DONE]

                """))).isEqualTo("call(a f {}) TOOL_CALLS");
    }

    @Test
    void callsThatAreAllCountedAsZeroAreToldApart() {
        assertThat(told(
                answer("""
                        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}

                        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"{\\"x\\":2}"},"extra_content":{"google":{"thought_signature":"sig"}}}]},"finish_reason":"stop"}]}

                        """)))
                .isEqualTo("call(a f {}) call(b f {\"x\":2} gemini:sig) TOOL_CALLS");
    }

    @Test
    void argumentsThatAreAnObjectAndCallsWithoutAnId() {
        assertThat(told(
                answer("""
                        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"function":{"name":"f","arguments":{"x":1}}}]},"finish_reason":"tool_calls"}]}

                        """)))
                .isEqualTo("call(call_fresh f {\"x\":1}) TOOL_CALLS");
    }

    @Test
    void theFunctionCallOfOldIsACall() {
        assertThat(told(
                answer("""
                        data: {"choices":[{"index":0,"delta":{"function_call":{"name":"f","arguments":"{\\"x\\""}}}]}

                        data: {"choices":[{"index":0,"delta":{"function_call":{"arguments":":1}"}},"finish_reason":"function_call"}]}

                        """)))
                .isEqualTo("call(call_fresh f {\"x\":1}) TOOL_CALLS");
    }

    @Test
    void interleavedCallsAreToldOneAfterTheOther() {
        List<Event> events = events(
                """
                        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}},{"index":1,"id":"b","function":{"name":"g","arguments":""}}]}}]}

                        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{\\"y\\""}},{"index":0,"function":{"arguments":"{\\"x\\""}}]}}]}

                        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}},{"index":1,"function":{"arguments":":2}"}}]}}]}

                        data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

                        """);
        assertThat(told(Fold.of(events))).isEqualTo("call(a f {\"x\":1}) call(b g {\"y\":2}) TOOL_CALLS");
        int open = -1;
        for (Event event : events) {
            switch (event) {
                case Event.Open begun -> {
                    assertThat(open).isEqualTo(-1);
                    open = begun.block();
                }
                case Event.Close closed -> {
                    assertThat(closed.block()).isEqualTo(open);
                    open = -1;
                }
                default -> {
                    // only the borders matter
                }
            }
        }
    }

    @Test
    void picturesOfAnAnswerAreBlocks() {
        assertThat(told(
                answer("""
                        data: {"choices":[{"index":0,"delta":{"content":"Here:","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},"finish_reason":"stop"}]}

                        """)))
                .isEqualTo("text(Here:) image(image/png AAAA) DONE");
    }

    @Test
    void aWholeAnswerInThePlaceOfAStreamIsRead() {
        String whole = """
                {"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""";
        assertThat(told(answer(whole))).isEqualTo("text(Hi) DONE");
        assertThat(answer(whole)).isEqualTo(DIALECT.readResponse(Json.object(whole)));
    }

    @Test
    void aWholeAnswerMayLackContentAndCountItsCalls() {
        assertThat(told(DIALECT.readResponse(Json
                .object("""
                        {"id":"c1","choices":[{"index":0,"message":{"role":"assistant","tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":"stop"}]}
                        """))))
                .isEqualTo("call(a f {}) TOOL_CALLS");
    }

    @Test
    void anAnswerWithoutAnythingIsAFailure() {
        assertThat(failure("data: [DONE]\n\n").kind()).isEqualTo(Failure.Kind.UPSTREAM_GARBAGE);
        assertThat(failure("").kind()).isEqualTo(Failure.Kind.UPSTREAM_CUT);
        assertThatThrownBy(() -> DIALECT.readResponse(Json.object("{\"choices\":[]}")))
                .isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> DIALECT.readResponse(Json.object("{\"ok\":true}"))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> DIALECT.readResponse(Json.object("{\"error\":\"no\"}")))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void oneOfTwoCandidatesCutIsAFailure() {
        assertThat(
                failure("""
                        data: {"choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"},{"index":1,"delta":{"content":"B"}}]}

                        """)
                        .kind())
                .isEqualTo(Failure.Kind.UPSTREAM_CUT);
    }

    @Test
    void textThatIsNoJsonIsNotRead() {
        assertThatThrownBy(() -> events("data: {\"choices\":[\n\n")).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> events("data: 7\n\n")).isInstanceOf(JsonException.class);
    }

    private static Response answer(String stream) {
        return Fold.of(events(stream));
    }

    private static Failure failure(String stream) {
        List<Event> events = events(stream);
        assertThat(events).noneMatch(Event.End.class::isInstance).last().isInstanceOf(Event.Failed.class);
        return ((Event.Failed) events.getLast()).failure();
    }

    private static List<Event> events(String stream) {
        var events = new ArrayList<Event>();
        var reader = DIALECT.streamReader();
        var sse = new SseReader(1 << 20);
        sse.read(stream.getBytes(StandardCharsets.UTF_8), frame -> reader.read(frame, events::add));
        sse.end(frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return events;
    }

    private static String told(Response response) {
        var text = new StringBuilder();
        response.candidates().forEach(candidate -> {
            candidate.blocks().forEach(block -> text.append(told(block)).append(' '));
            text.append(candidate.stop().kind());
        });
        return text.toString();
    }

    private static String told(Block block) {
        return switch (block) {
            case Block.Text t -> "text(" + t.text() + ")";
            case Block.Thinking t -> "thinking(" + t.text() + ")";
            case Block.ToolCall c -> "call(" + c.id() + " " + c.name() + " " + c.arguments()
                    + c.marks().seal().map(seal -> " " + seal.origin() + ":" + seal.value()).orElse("") + ")";
            case Block.Media m -> "image(" + m.mimeType().orElse("") + " "
                    + (m.source() instanceof Block.Source.Inline inline ? inline.base64() : "") + ")";
            case Block.ToolResult r -> r.toString();
            case Block.Opaque o -> o.toString();
        };
    }
}
