package dev.pollux.dialect.openaichat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Seals;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.Marks;
import dev.pollux.model.Request;
import dev.pollux.model.Seal;
import dev.pollux.model.StopReason;
import dev.pollux.model.TokenLogprob;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

class EventWriterTest {
    private static final OpenAiChat DIALECT = new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)),
            () -> "fresh");
    private static final String HEAD = "{\"id\":\"chatcmpl-r1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1790000000,\"model\":\"m\",\"system_fingerprint\":null,\"choices\":[";
    private static final String ROLE = "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\","
            + "\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}";
    private static final Event START = new Event.Start("r1", "vendor-model");
    private static final Event TOKENS = new Event.Tokens(new Usage(OptionalLong.of(9), OptionalLong.of(4),
            OptionalLong.empty(), OptionalLong.of(7), OptionalLong.of(5)));

    @Test
    void aTextIsWrittenToTheLetter() {
        assertThat(write(false, START, text(0), new Event.Delta(0, 0, "Hel"), new Event.Delta(0, 0, "lo \"you\"\n"),
                close(0), finish(StopReason.Kind.DONE), TOKENS, new Event.End())).containsExactly(
                        HEAD + ROLE + "]}", HEAD + delta("{\"content\":\"Hel\"}") + "]}",
                        HEAD + delta("{\"content\":\"lo \\\"you\\\"\\n\"}") + "]}", HEAD + finished("stop") + "]}",
                        "[DONE]");
    }

    @Test
    void usageIsToldInAChunkOfItsOwnIfAskedFor() {
        assertThat(write(true, START, text(0), new Event.Delta(0, 0, "Hi"), close(0), finish(StopReason.Kind.DONE),
                TOKENS, new Event.End())).containsExactly(HEAD + ROLE + "],\"usage\":null}",
                        HEAD + delta("{\"content\":\"Hi\"}") + "],\"usage\":null}",
                        HEAD + finished("stop") + "],\"usage\":null}",
                        HEAD + "],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,\"total_tokens\":16,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":4},"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}}",
                        "[DONE]");
    }

    @Test
    void callsAreCountedAndToldOnceAndEndTheAnswerAsCalls() {
        var sealed = new Block.ToolCall("a", "f", "", false, Marks.sealed(new Seal("gemini", "sig")));
        String id = Seals.close("a", Optional.of(new Seal("gemini", "sig")));
        assertThat(write(false, START, new Event.Open(0, 0, sealed), new Event.Delta(0, 0, "{\"x\":1}"), close(0),
                new Event.Open(0, 1, new Block.ToolCall("b", "g", "")), close(1),
                new Event.Open(0, 2, new Block.ToolCall("c", "h", "", true, Marks.NONE)),
                new Event.Delta(0, 2, "free"), close(2), finish(StopReason.Kind.DONE), new Event.End()))
                .containsExactly(HEAD + ROLE + "]}", HEAD + call(0, id, "f") + "]}",
                        HEAD + arguments(0, "{\\\"x\\\":1}") + "]}", HEAD + call(1, "b", "g") + "]}",
                        HEAD + arguments(1, "{}") + "]}",
                        HEAD + delta("{\"tool_calls\":[{\"index\":2,\"id\":\"c\",\"type\":\"custom\","
                                + "\"custom\":{\"name\":\"h\",\"input\":\"\"}}]}") + "]}",
                        HEAD + delta("{\"tool_calls\":[{\"index\":2,\"custom\":{\"input\":\"free\"}}]}") + "]}",
                        HEAD + finished("tool_calls") + "]}", "[DONE]");
    }

    @Test
    void thoughtsComeAsReasoningContent() {
        assertThat(write(false, START, new Event.Open(0, 0, new Block.Thinking("", Marks.NONE)),
                new Event.Delta(0, 0, "Hm"), close(0), text(1), new Event.Delta(0, 1, "Yes"), close(1)))
                .containsExactly(HEAD + ROLE + "]}", HEAD + delta("{\"reasoning_content\":\"Hm\"}") + "]}",
                        HEAD + delta("{\"content\":\"Yes\"}") + "]}");
    }

    @Test
    void nothingIsToldBeforeThereIsSomething() {
        assertThat(write(true, START, TOKENS)).isEmpty();
    }

    @Test
    void aFailureIsTheLastWord() {
        assertThat(write(true, START, text(0), new Event.Delta(0, 0, "Hel"),
                new Event.Failed(Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream's answer broke off.")),
                new Event.End())).hasSize(3).last().isEqualTo(
                        "{\"error\":{\"message\":\"The upstream's answer broke off.\",\"type\":\"server_error\","
                                + "\"param\":null,\"code\":null}}");
    }

    @Test
    void candidatesKeepTheirNumbers() {
        List<String> chunks = write(false, START, new Event.Open(1, 0, new Block.Text("")),
                new Event.Delta(1, 0, "B"), text(0), new Event.Delta(0, 0, "A"), close(0),
                new Event.Close(1, 0, Marks.NONE), finish(StopReason.Kind.LENGTH),
                new Event.Finish(1, new StopReason(StopReason.Kind.FILTERED, "SAFETY")), new Event.End());
        assertThat(chunks.stream().limit(6).map(chunk -> Json.object(chunk).at("/choices/0/index").intValue()))
                .containsExactly(1, 1, 0, 0, 0, 1);
        assertThat(chunks.get(4)).contains("\"finish_reason\":\"length\"");
        assertThat(chunks.get(5)).contains("\"finish_reason\":\"content_filter\"");
    }

    @Test
    void citationsCountFromTheStartOfTheContent() {
        var citation = new Citation(Optional.of("https://a"), Optional.of("A"), OptionalInt.of(0), OptionalInt.of(2),
                Extras.NONE);
        assertThat(write(false, START, text(0), new Event.Delta(0, 0, "Hello"), close(0), text(1),
                new Event.Delta(0, 1, "du"), new Event.Cite(0, 1, citation), close(1))).last().isEqualTo(
                        HEAD + delta("{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{"
                                + "\"start_index\":5,\"end_index\":7,\"url\":\"https://a\",\"title\":\"A\"}}]}")
                                + "]}");
    }

    @Test
    void probabilitiesStandBesideAnEmptyDelta() {
        var token = new TokenLogprob("é", -0.5, List.of(new TokenLogprob("e", -1, List.of())));
        assertThat(write(false, START, text(0), new Event.Logprobs(0, List.of(token)))).last().isEqualTo(HEAD
                + "{\"index\":0,\"delta\":{},\"logprobs\":{\"content\":[{\"token\":\"é\",\"logprob\":-0.5,"
                + "\"bytes\":[195,169],\"top_logprobs\":[{\"token\":\"e\",\"logprob\":-1.0,\"bytes\":[101]}]}],"
                + "\"refusal\":null},\"finish_reason\":null}]}");
    }

    @Test
    void picturesHaveAFieldAndRunCodeBecomesMarkdown() {
        var picture = new Block.Media(Block.Media.Kind.IMAGE, new Block.Source.Inline("AAAA"),
                Optional.of("image/png"), Optional.empty(), Optional.empty(), Marks.NONE);
        var code = new Block.Opaque("gemini", "executable_code",
                Json.object("{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"print(1)\\n\"}}"));
        assertThat(write(false, START, new Event.Open(0, 0, picture), close(0), new Event.Open(0, 1, code), close(1),
                new Event.Open(0, 2, new Block.Opaque("gemini", "x", Json.object())), close(2))).containsExactly(
                        HEAD + ROLE + "]}",
                        HEAD + delta("{\"images\":[{\"type\":\"image_url\",\"image_url\":"
                                + "{\"url\":\"data:image/png;base64,AAAA\"}}]}") + "]}",
                        HEAD + delta("{\"content\":\"```python\\nprint(1)\\n```\"}") + "]}");
    }

    @Test
    void aHeartbeatIsAComment() {
        assertThat(writer(false).heartbeat()).asString().isEqualTo(": keep-alive\n\n");
    }

    private static Event text(int block) {
        return new Event.Open(0, block, new Block.Text(""));
    }

    private static Event close(int block) {
        return new Event.Close(0, block, Marks.NONE);
    }

    private static Event finish(StopReason.Kind kind) {
        return new Event.Finish(0, new StopReason(kind, "x"));
    }

    private static String delta(String delta) {
        return "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":null}";
    }

    private static String finished(String reason) {
        return "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"" + reason + "\"}";
    }

    private static String call(int index, String id, String name) {
        return delta("{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\"\"}}]}");
    }

    private static String arguments(int index, String escaped) {
        return delta("{\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":\"" + escaped + "\"}}]}");
    }

    private static List<String> write(boolean usage, Event... events) {
        StreamWriter writer = writer(usage);
        var frames = new ArrayList<Frame>();
        for (Event event : events) {
            writer.write(event, frames::add);
        }
        return frames.stream().map(Frame::text).toList();
    }

    private static StreamWriter writer(boolean usage) {
        Request request = DIALECT.readRequest(Inquiry.of(Json.object(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":true"
                        + (usage ? ",\"stream_options\":{\"include_usage\":true}" : "") + "}")));
        return DIALECT.streamWriter(request);
    }
}
