package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What a client of the chat dialect receives of a stream, byte for byte, however the vendor's bytes arrive. */
class StreamBytesTest {
    private static final String WORDS = "Grüße, 世界 \uD83D\uDC4B\u2028!";
    private static final String FIRST = """
            {"candidates":[{"content":{"parts":[{"text":"Hello "}],"role":"model"},"index":0}],"usageMetadata":\
            {"promptTokenCount":3,"totalTokenCount":3},"modelVersion":"gemini-2.5-flash","responseId":"r1"}""";
    private static final String SECOND = """
            {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},"index":0}],"usageMetadata":\
            {"promptTokenCount":3,"totalTokenCount":3},"modelVersion":"gemini-2.5-flash","responseId":"r1"}"""
            .formatted(WORDS);
    private static final String LAST = """
            {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":5,"totalTokenCount":8},\
            "modelVersion":"gemini-2.5-flash","responseId":"r1"}""";
    private static final String QUESTION = """
            {"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
    private static final String QUESTION_WITH_USAGE = """
            {"model":"gemini-2.5-flash","stream":true,"stream_options":{"include_usage":true},"messages":\
            [{"role":"user","content":"Hi"}]}""";
    private static final String CHUNK = """
            data: {"id":"chatcmpl-r1","object":"chat.completion.chunk","created":0,"model":"gemini-2.5-flash",\
            "system_fingerprint":null,"choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]%s}

            """;
    private static final String ROLE = "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}";

    private ScriptedVendor vendor;
    private Running running;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.saying(stream(frames("\r\n")));
        running = Running.before(vendor);
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    @Test
    void aStreamIsRoleDeltasFinishDone() {
        RawAnswer answer = running.chat(QUESTION);
        assertThat(answer.header("content-type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(answer.timeless()).isEqualTo(expected(""));
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void usageComesInAChunkOfItsOwnIfItIsAskedFor() {
        assertThat(running.chat(QUESTION_WITH_USAGE).timeless()).isEqualTo(
                expected(",\"usage\":null").replace("data: [DONE]", """
                        data: {"id":"chatcmpl-r1","object":"chat.completion.chunk","created":0,\
                        "model":"gemini-2.5-flash","system_fingerprint":null,"choices":[],"usage":\
                        {"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}

                        data: [DONE]"""));
    }

    @Test
    void anySplitOfTheVendorsBytesGivesTheSame() {
        byte[] frames = ScriptedVendor.utf8(frames("\r\n"));
        try (RawClient client = running.client()) {
            for (int cut = 1; cut < frames.length; cut++) {
                vendor.play(pieces(Arrays.copyOf(frames, cut), Arrays.copyOfRange(frames, cut, frames.length)));
                assertThat(client.post("/v1/chat/completions", QUESTION).answer().timeless())
                        .as("cut after %d bytes", cut)
                        .isEqualTo(expected(""));
            }
        }
    }

    @Test
    void oneByteAtATimeGivesTheSame() {
        byte[] frames = ScriptedVendor.utf8(frames("\n"));
        byte[][] single = new byte[frames.length][];
        for (int i = 0; i < frames.length; i++) {
            single[i] = new byte[]{frames[i]};
        }
        vendor.play(pieces(single));
        assertThat(running.chat(QUESTION).timeless()).isEqualTo(expected(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void anyLineEndGivesTheSame(String lineEnd) {
        vendor.play(peer -> peer.send(stream(frames(lineEnd))));
        assertThat(running.chat(QUESTION).timeless()).isEqualTo(expected(""));
    }

    @Test
    void lineEndsOfAllKindsInOneStreamGiveTheSame() {
        vendor.play(peer -> peer.send(stream("data: " + FIRST + "\r\n\n" + "data: " + SECOND + "\r\rdata: " + LAST
                + "\n\r\n")));
        assertThat(running.chat(QUESTION).timeless()).isEqualTo(expected(""));
    }

    @Test
    void commentsOtherFieldsAndAByteOrderMarkMeanNothing() {
        vendor.play(peer -> peer.send(stream("\uFEFF" + frames("\n").replace("data: {", "data:{")
                .replace("\n\n", "\n: hello\nretry: 5\nevent: x\nid: 7\n\n"))));
        assertThat(running.chat(QUESTION).timeless()).isEqualTo(expected(""));
    }

    @Test
    void aStreamThatEndsWithItsConnectionIsCompleteIfTheVendorSaidSo() {
        vendor.play(peer -> peer.send(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n" + frames("\n")));
        RawAnswer answer = running.chat(QUESTION);
        assertThat(answer.timeless()).isEqualTo(expected(""));
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void whatBreaksBehindTheVendorsEndIsNobodysConcern() {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(frames("\n"))));
            peer.reset();
        });
        RawAnswer answer = running.chat(QUESTION);
        assertThat(answer.timeless()).isEqualTo(expected(""));
        assertThat(answer.complete()).isTrue();
    }

    private static String expected(String tail) {
        return CHUNK.formatted(ROLE, "null", tail)
                + CHUNK.formatted("{\"content\":\"Hello \"}", "null", tail)
                + CHUNK.formatted("{\"content\":\"" + WORDS.replace("\u2028", "\\u2028") + "\"}", "null", tail)
                + CHUNK.formatted("{}", "\"stop\"", tail)
                + "data: [DONE]\n\n";
    }

    private static String frames(String lineEnd) {
        String end = lineEnd + lineEnd;
        String ofTwoLines = FIRST.replace(",\"usage", "," + lineEnd + "data: \"usage");
        return "data: " + ofTwoLines + end + "data: " + SECOND + end + "data: " + LAST + end;
    }

    private static byte[] stream(String body) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(ScriptedVendor.streamHead());
        all.writeBytes(ScriptedVendor.chunk(ScriptedVendor.utf8(body)));
        all.writeBytes(ScriptedVendor.lastChunk());
        return all.toByteArray();
    }

    /** Each piece is a chunk of its own, so that it reaches the reader alone. */
    private static ScriptedVendor.Script pieces(byte[]... pieces) {
        return peer -> {
            peer.send(ScriptedVendor.streamHead());
            for (byte[] piece : pieces) {
                peer.send(ScriptedVendor.chunk(piece));
            }
            peer.send(ScriptedVendor.lastChunk());
            peer.keepOpen();
        };
    }
}
