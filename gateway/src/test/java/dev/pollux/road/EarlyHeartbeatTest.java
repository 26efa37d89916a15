package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What a client hears before the vendor has said a word, and what becomes of its question behind that. */
class EarlyHeartbeatTest {
    private static final String JSON = "application/json";
    private static final String WELL = """
            data: {"candidates":[{"content":{"parts":[{"text":"Well"}],"role":"model"},"finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10}}

            """;
    private static final String OVERLOADED = ScriptedVendor.whole("503 Busy", JSON,
            "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}");
    private static final String LIMITED = ScriptedVendor.whole("429 Slowly", JSON,
            "{\"error\":{\"code\":429,\"message\":\"Slowly.\",\"status\":\"RESOURCE_EXHAUSTED\"}}", "retry-after: 1");
    private static final String INVALID = ScriptedVendor.whole("400 Bad", JSON,
            "{\"error\":{\"code\":400,\"message\":\"The cat is not supported.\",\"status\":\"INVALID_ARGUMENT\"}}");

    private final CountDownLatch heard = new CountDownLatch(1);
    private ScriptedVendor vendor;
    private Running running;

    /** How each API asks for a stream, and what it hears. */
    enum Api {
        OPENAI("/v1/chat/completions", """
                {"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hi"}]}""",
                "", ": keep-alive\n\n", "data: [DONE]\n\n", "data: {\"error\":"),
        RESPONSES("/v1/responses", """
                {"model":"gemini-2.5-flash","stream":true,"input":"Hi"}""",
                "event: response.created\n", "event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n",
                "event: response.completed\n", "event: response.failed\n"),
        ANTHROPIC("/v1/messages",
                """
                        {"model":"gemini-2.5-flash","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""",
                "event: message_start\n", "event: ping\ndata: {\"type\":\"ping\"}\n\n",
                "event: message_stop\n", "event: error\n"),
        GEMINI("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", """
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""",
                "", "\n", "\"finishReason\":\"STOP\"", "{\"error\":"),
        GEMINI_ARRAY("/v1beta/models/gemini-2.5-flash:streamGenerateContent", """
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""",
                "", "\n", "\"finishReason\":\"STOP\"", "{\"error\":");

        private final String path;
        private final String question;
        private final String first;
        private final String sign;
        private final String end;
        private final String error;

        Api(String path, String question, String first, String sign, String end, String error) {
            this.path = path;
            this.question = question;
            this.first = first;
            this.sign = sign;
            this.end = end;
            this.error = error;
        }
    }

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(_ -> {});
        running = Running.before(vendor, Running.with(Keys.STREAM_HEARTBEAT, "10ms"),
                Running.with(Keys.UPSTREAM_PAUSE, "1ms"));
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    @ParameterizedTest
    @EnumSource
    void aVendorThatThinksForLongIsBridgedOver(Api api) {
        vendor.play(peer -> {
            untilHeard();
            say(peer, WELL);
        });
        String said = hear(api);
        assertThat(said).startsWith(api.first.isEmpty() ? api.sign : api.first)
                .contains("Well", api.end)
                .doesNotContain(api.error);
        if (!api.first.isEmpty()) {
            assertThat(said.split(api.first, -1)).as("the beginning is told once").hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAttemptThatFailsBehindIsMadeGoodUnseen(Api api) {
        var calls = new AtomicInteger();
        vendor.play(peer -> {
            untilHeard();
            if (calls.incrementAndGet() == 1) {
                peer.send(OVERLOADED);
            } else {
                say(peer, WELL);
            }
        });
        assertThat(hear(api)).contains("Well", api.end).doesNotContain(api.error).doesNotContain("overloaded");
        assertThat(calls).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void theClientHearsOfUsWhileWeWaitForAKeyToComeBack(Api api) {
        var calls = new AtomicInteger();
        vendor.play(peer -> {
            if (calls.incrementAndGet() == 1) {
                peer.send(LIMITED);
            } else if (heard.getCount() > 0) {
                peer.send(INVALID); // nothing was heard during the pause
            } else {
                say(peer, WELL);
            }
        });
        assertThat(hear(api)).contains("Well", api.end).doesNotContain(api.error);
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeMadeGoodIsTheErrorEndingOfTheDialect(Api api) throws InterruptedException {
        vendor.play(peer -> {
            untilHeard();
            peer.send(INVALID);
        });
        try (LogLines log = LogLines.at("info")) {
            assertThat(hear(api)).contains(api.sign, api.error, "The cat is not supported.").doesNotContain(api.end)
                    .doesNotEndWith("0\r\n\r\n");
            assertThat(log.await(line -> line.contains("failure="))).contains(" 200 ").contains("failure=invalid");
        }
    }

    @Test
    void theVendorsOwnSignsOfLifeAreNoneForTheClient() {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            while (heard.getCount() > 0) {
                peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(": thinking\n\n")));
                LockSupport.parkNanos(1_000_000);
            }
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(WELL)));
            peer.send(ScriptedVendor.lastChunk());
        });
        assertThat(hear(Api.OPENAI)).contains("Well", Api.OPENAI.end);
    }

    @Test
    void whoLeavesWhileWeKeepVigilCancelsTheCall() throws InterruptedException {
        var closed = new CountDownLatch(1);
        vendor.play(peer -> {
            peer.awaitClose();
            closed.countDown();
        });
        try (LogLines log = LogLines.at("info")) {
            try (RawClient client = running.client()) {
                client.post(Api.OPENAI.path, Api.OPENAI.question).firstChunk();
            }
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(log.await(line -> line.contains("failure="))).contains("failure=client_gone");
        }
    }

    /** All that a client hears; the vendor goes on when the first sign of life is there. */
    private String hear(Api api) {
        try (RawClient client = running.client()) {
            client.post(api.path, api.question, "connection: close");
            String early = client.firstChunk();
            while (!early.endsWith(api.sign)) {
                early += client.nextChunk();
            }
            heard.countDown();
            return early + client.remainder();
        }
    }

    private static void say(ScriptedVendor.Peer peer, String frame) throws IOException {
        peer.send(ScriptedVendor.streamHead());
        peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(frame)));
        peer.send(ScriptedVendor.lastChunk());
    }

    private void untilHeard() {
        try {
            if (!heard.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("no sign of life came");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
