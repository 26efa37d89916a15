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
import dev.pollux.model.Usage;
import dev.pollux.sse.SseReader;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What services make of the stream, one test for each deviation. */
class VendorStreamsTest {
    private static final OpenAiChat DIALECT = new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)),
            () -> "fresh");

    @Test
    void moonshotTellsTheTokensInTheChoice() {
        Response answer = answer(
                """
                        data: {"id":"c1","model":"kimi-k3","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"cached_tokens":4}}]}

                        data: [DONE]

                        """);
        assertThat(told(answer)).isEqualTo("text(Hi) DONE");
        assertThat(answer.model()).isEqualTo("kimi-k3");
        assertThat(counts(answer.usage())).isEqualTo("9 4 2 -");
    }

    @Test
    void deepSeekThinksFirstAndTellsTheTokensInTheFinishChunk() {
        Response answer = answer(
                """
                        data: {"id":"c1","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":""}}]}

                        : keep-alive

                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"Hm"}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":"Hi","reasoning_content":null}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"prompt_cache_hit_tokens":3,"prompt_cache_miss_tokens":6,"completion_tokens_details":{"reasoning_tokens":1}}}

                        data: [DONE]

                        """);
        assertThat(told(answer)).isEqualTo("thinking(Hm) text(Hi) DONE");
        assertThat(counts(answer.usage())).isEqualTo("9 3 2 1");
    }

    @Test
    void glmTellsACallInOneDeltaAndRolesOnEachChunk() {
        assertThat(told(
                answer("""
                        data: {"id":"c1","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}}]}}]}

                        data: {"id":"c1","choices":[{"index":0,"finish_reason":"tool_calls","delta":{"role":"assistant","content":""}}]}

                        data: [DONE]

                        """)))
                .isEqualTo("call(a f {\"x\":1}) TOOL_CALLS");
    }

    @Test
    void dashScopeGoesOnWithEmptyIdsAndNames() {
        assertThat(told(
                answer("""
                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":null,"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\""}}]}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"","type":"function","function":{"name":"","arguments":":1}"}}]}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"","type":"function","function":{}}]}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"tool_calls"}]}

                        data: {"id":"c1","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}

                        data: [DONE]

                        """)))
                .isEqualTo("call(a f {\"x\":1}) TOOL_CALLS");
    }

    @Test
    void miniMaxRepeatsTheMessageAtTheEndAndLeavesOutTheIndex() {
        assertThat(told(
                answer("""
                        data: {"id":"c1","choices":[{"index":0,"delta":{"reasoning_details":[{"type":"reasoning.text","text":"Hm"}]}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":"Hi"}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}}]}

                        data: {"id":"c1","object":"chat.completion","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Hi","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}}],"usage":{"total_tokens":3},"base_resp":{"status_code":0,"status_msg":""}}

                        """)))
                .isEqualTo("thinking(Hm) text(Hi) call(a f {}) TOOL_CALLS");
    }

    @Test
    void azureBeginsWithAChunkAboutThePrompt() {
        Response answer = answer(
                """
                        data: {"id":"","object":"","model":"","choices":[],"prompt_filter_results":[{"prompt_index":0}]}

                        data: {"id":"c1","model":"gpt-5.4","choices":[{"index":0,"delta":{"content":"Hi"},"content_filter_results":{}}]}

                        data: {"id":"c1","choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"check_offset":1}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                        data: [DONE]

                        """);
        assertThat(answer.id()).isEqualTo("c1");
        assertThat(told(answer)).isEqualTo("text(Hi) DONE");
    }

    @Test
    void mistralTellsContentAsPartsAndCallsWithTheirEndInOneChunk() {
        assertThat(told(
                answer("""
                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]}]}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Hi"},{"type":"reference","reference_ids":[1]}]}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":"","tool_calls":[{"id":"abcdefghi","function":{"name":"f","arguments":"{\\"x\\":1}"}},{"id":"abcdefghj","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}

                        data: [DONE]

                        """)))
                .isEqualTo("thinking(Hm) text(Hi) call(abcdefghi f {\"x\":1}) call(abcdefghj g {}) TOOL_CALLS");
    }

    @Test
    void groqTellsTheTokensInACornerOfItsOwn() {
        assertThat(counts(
                answer("""
                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":"Hi","reasoning":"Hm"}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"usage":{"prompt_tokens":5,"completion_tokens":6}}}

                        data: [DONE]

                        """)
                        .usage()))
                .isEqualTo("5 - 6 -");
    }

    @Test
    void siliconFlowTellsTheTokensOnEveryChunkAndBothTexts() {
        Response answer = answer(
                """
                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":"","reasoning_content":"Hm"}}],"usage":{"prompt_tokens":5,"completion_tokens":1}}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":"Hi","reasoning_content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2}}

                        data: [DONE]

                        """);
        assertThat(told(answer)).isEqualTo("thinking(Hm) text(Hi) DONE");
        assertThat(counts(answer.usage())).isEqualTo("5 - 2 -");
    }

    @Test
    void xaiLeavesThinkingOutOfTheAnswersTokens() {
        assertThat(counts(
                answer("""
                        data: {"id":"c1","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":17,"completion_tokens_details":{"reasoning_tokens":10}}}

                        data: [DONE]

                        """)
                        .usage()))
                .isEqualTo("5 - 12 10");
    }

    @Test
    void anthropicsOwnLayerCountsCallsFromOne() {
        assertThat(told(
                answer("""
                        data: {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"a","function":{"name":"f","arguments":""}}]}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}}]}

                        data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                        data: [DONE]

                        """)))
                .isEqualTo("call(a f {}) TOOL_CALLS");
    }

    @Test
    void gatewaysEndWithoutTheMarkAndWithoutSpaces() {
        assertThat(told(answer("""
                data:{"choices":[{"delta":null}]}

                data:

                data:{"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}

                """.replace("\n", "\r\n")))).isEqualTo("text(Hi) DONE");
    }

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
    void anErrorInAStreamIsAFailure() {
        assertThat(
                failure("""
                        data: {"id":"gen-1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}],"error":{"code":429,"message":"Rate limited by the provider"}}

                        """))
                .returns(Failure.Kind.RATE_LIMITED, Failure::kind)
                .returns("Rate limited by the provider", Failure::message).returns(429, Failure::status);
        assertThat(failure("""
                data: {"error":{"message":"boom","type":"server_error","param":null,"code":null}}

                data: [DONE]

                """).kind()).isEqualTo(Failure.Kind.UPSTREAM_ERROR);
        assertThat(failure(
                "data: {\"object\":\"error\",\"message\":\"bad\",\"type\":\"BadRequestError\",\"code\":400}\n\n")
                .kind()).isEqualTo(Failure.Kind.INVALID);
        assertThat(failure("{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient balance\"}}"))
                .returns(Failure.Kind.QUOTA_SPENT, Failure::kind).returns("insufficient balance", Failure::message);
        assertThat(failure("{\"error\":{\"message\":\"no such key\",\"code\":\"invalid_api_key\"}}").kind())
                .isEqualTo(Failure.Kind.KEY_REFUSED);
    }

    @Test
    void wordsThatMeanABreakdownAreFailures() {
        for (String word : List.of("error", "network_error", "insufficient_system_resource")) {
            assertThat(failure(
                    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"" + word
                            + "\"}]}\n\n")
                    .kind()).isEqualTo(Failure.Kind.UPSTREAM_ERROR);
        }
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

    private static String counts(Usage usage) {
        var text = new ArrayList<String>();
        for (var count : List.of(usage.input(), usage.cacheRead(), usage.output(), usage.thinking())) {
            text.add(count.isPresent() ? Long.toString(count.getAsLong()) : "-");
        }
        return String.join(" ", text);
    }
}
