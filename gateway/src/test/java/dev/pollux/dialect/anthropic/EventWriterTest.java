package dev.pollux.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Seals;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import dev.pollux.model.StopReason;
import dev.pollux.model.Usage;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

class EventWriterTest {
    private static final Event START = new Event.Start("abc", "gemini-3-pro");
    private static final Event DONE = new Event.Finish(0, new StopReason(StopReason.Kind.DONE, "STOP"));
    private static final Event END = new Event.End();

    @Test
    void aTextIsTheSequenceThatClientsKnowByteForByte() {
        assertThat(Frames.written(START, tokens(112, 100, 0),
                open(0, new Block.Text("")), new Event.Delta(0, 0, "Hi \"世\n"), close(0, Marks.NONE), DONE,
                tokens(112, 100, 20), END)).containsExactly(
                        "message_start {\"type\":\"message_start\",\"message\":{\"id\":\"msg_abc\",\"type\":\"message\","
                                + "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"
                                + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":12,"
                                + "\"cache_read_input_tokens\":100,\"output_tokens\":0}}}",
                        "content_block_start {\"type\":\"content_block_start\",\"index\":0,"
                                + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                        "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,"
                                + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi \\\"世\\n\"}}",
                        "content_block_stop {\"type\":\"content_block_stop\",\"index\":0}",
                        "message_delta {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                                + "\"stop_sequence\":null},\"usage\":{\"input_tokens\":12,"
                                + "\"cache_read_input_tokens\":100,\"output_tokens\":20}}",
                        "message_stop {\"type\":\"message_stop\"}");
    }

    @Test
    void nothingIsWrittenBeforeTheFirstContent() {
        assertThat(Frames.written(START, tokens(1, 0, 0), open(0, new Block.Text("")))).isEmpty();
    }

    @Test
    void aThoughtBringsTheSealOfAnotherVendorInItsSignature() {
        assertThat(Frames.written(START, open(0, new Block.Thinking("", Marks.NONE)), new Event.Delta(0, 0, "Hm"),
                close(0, Marks.sealed(new Seal("gemini", "CiQB"))))).endsWith(
                        "content_block_start {\"type\":\"content_block_start\",\"index\":0,"
                                + "\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                        "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,"
                                + "\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}}",
                        "content_block_delta {\"type\":\"content_block_delta\",\"index\":0,"
                                + "\"delta\":{\"type\":\"signature_delta\",\"signature\":\"pollux.gemini.CiQB\"}}",
                        "content_block_stop {\"type\":\"content_block_stop\",\"index\":0}");
        assertThat(Signatures.read("pollux.gemini.CiQB")).contains(new Seal("gemini", "CiQB"));
    }

    @Test
    void aSealWithoutAThoughtIsStillBroughtAndAnEmptyBlockIsNot() {
        assertThat(Frames.written(START, open(0, new Block.Text("")), close(0, Marks.NONE),
                open(1, new Block.Thinking("", Marks.NONE)), close(1, Marks.NONE),
                open(2, new Block.Thinking("", Marks.NONE)), close(2, Marks.sealed(new Seal("responses", "x")))))
                .filteredOn(line -> line.startsWith("content_block_start")).singleElement().asString()
                .contains("\"index\":0", "thinking");
    }

    @Test
    void aCallBringsTheSealOfAnotherVendorInItsIdAndAllIdsAreInAnthropicsLetters() {
        var call = new Block.ToolCall("functions.f:0", "f", "", false, Marks.sealed(new Seal("gemini", "a+/b")));
        List<String> lines = Frames.written(START, open(0, call), new Event.Delta(0, 0, "{\"a\":"),
                new Event.Delta(0, 0, "1}"), close(0, call.marks()), DONE, END);
        String id = Json.object(lines.get(1).substring(lines.get(1).indexOf('{'))).path("content_block").path("id")
                .asString();
        assertThat(id).matches("[a-zA-Z0-9_-]+");
        assertThat(ToolIds.read(id))
                .isEqualTo(new Seals.Opened("functions.f:0", Optional.of(new Seal("gemini", "a+/b"))));
        assertThat(lines).filteredOn(line -> line.contains("partial_json")).map(line -> line.substring(line.indexOf(
                "partial_json") + 14)).containsExactly("\"\"}}", "\"{\\\"a\\\":\"}}", "\"1}\"}}");
        assertThat(lines.get(lines.size() - 2)).as("a vendor that says STOP after calls").contains("\"tool_use\"");
    }

    @Test
    void theFreeTextOfACustomToolBecomesAnObject() {
        var call = new Block.ToolCall("c1", "shell", "", true, Marks.NONE);
        assertThat(Frames.written(START, open(0, call), new Event.Delta(0, 0, "ls "), new Event.Delta(0, 0, "-l"),
                close(0, Marks.NONE))).filteredOn(line -> line.contains("partial_json")).last().asString()
                .contains("\"{\\\"input\\\":\\\"ls -l\\\"}\"");
    }

    @Test
    void onlyTheFirstCandidateIsWritten() {
        assertThat(Frames.written(START, new Event.Open(1, 0, new Block.Text("")), new Event.Delta(1, 0, "no"),
                new Event.Close(1, 0, Marks.NONE), new Event.Finish(1, new StopReason(StopReason.Kind.LENGTH, "x")),
                DONE, END)).hasSize(3).noneMatch(line -> line.contains("no\"") || line.contains("max_tokens"));
    }

    @Test
    void aFailureIsTheLastEventAndRaisesInTheSdks() {
        assertThat(Frames.written(START, open(0, new Block.Text("")), new Event.Delta(0, 0, "Hi"),
                new Event.Failed(Failure.of(Failure.Kind.UPSTREAM_CUT, "It broke off."))))
                .last().isEqualTo("error {\"type\":\"error\",\"error\":{\"type\":\"api_error\","
                        + "\"message\":\"It broke off.\"}}");
    }

    @Test
    void whatAnthropicCannotShowIsSaidInWords() {
        var picture = new Block.Media(Block.Media.Kind.IMAGE, new Block.Source.Link("https://example.org/a.png"),
                Optional.empty(), Optional.empty(), Optional.empty(), Marks.NONE);
        assertThat(Frames.written(START, open(0, picture), close(0, Marks.NONE)))
                .anyMatch(line -> line.contains("\"text\":\"![image](https://example.org/a.png)\""));
    }

    @Test
    void theSourceOfAnotherVendorIsAWebResult() {
        var citation = new Citation(Optional.of("https://example.org"), Optional.of("E"), OptionalInt.of(0),
                OptionalInt.of(2), Extras.NONE);
        assertThat(Frames.written(START, open(0, new Block.Text("")), new Event.Delta(0, 0, "Hi"),
                new Event.Cite(0, 0, citation))).last().asString().contains("citations_delta",
                        "\"type\":\"web_search_result_location\"", "\"url\":\"https://example.org\"");
    }

    @Test
    void theHeartbeatIsAPing() {
        assertThat(new String(new EventWriter("m", () -> "1").heartbeat(), StandardCharsets.UTF_8))
                .isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
    }

    @Test
    void anEmptyAnswerIsStillAWholeMessage() {
        assertThat(Frames.written(new Event.Start("", ""), DONE, END)).map(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("message_start", "message_delta", "message_stop");
    }

    private static Event open(int block, Block head) {
        return new Event.Open(0, block, head);
    }

    private static Event close(int block, Marks marks) {
        return new Event.Close(0, block, marks);
    }

    private static Event tokens(long input, long cached, long output) {
        return new Event.Tokens(new Usage(OptionalLong.of(input), OptionalLong.of(cached), OptionalLong.empty(),
                output == 0 ? OptionalLong.empty() : OptionalLong.of(output), OptionalLong.empty()));
    }
}
