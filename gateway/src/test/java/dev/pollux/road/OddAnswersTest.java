package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Answers that are complete and yet hardly what anybody wished for. */
class OddAnswersTest {
    private static final int TEN_MB = 10 << 20;
    private static final int HALF_MB = 1 << 19;
    private static final String WELL = """
            {"candidates":[{"content":{"parts":[{"text":"Well"}],"role":"model"},"finishReason":"STOP","index":0}]}""";

    private ScriptedVendor vendor;
    private Running running;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(_ -> {});
        running = Running.before(vendor, Running.with(Keys.UPSTREAM_ATTEMPTS, "1"));
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    @Test
    void aFrameOfTenMegabytesPasses() {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor
                    .chunk(ScriptedVendor.utf8("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
                            + "x".repeat(TEN_MB)
                            + "\"}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}]}\n\n")));
            peer.send(ScriptedVendor.lastChunk());
        });
        RawAnswer answer = running.chat(question(true));
        assertThat(answer.body()).hasSizeGreaterThan(TEN_MB).endsWith("data: [DONE]\n\n");
        assertThat(answer.complete()).isTrue();
    }

    /** On one event loop, which such a frame passes piece by piece, and where nobody works on it. */
    @Test
    void whileAFrameOfTenMegabytesComesOthersAreServed() throws InterruptedException {
        String frame = "data: " + WELL.replace("Well", "x".repeat(TEN_MB)) + "\n\n";
        var half = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(frame.substring(0, TEN_MB))));
            half.countDown();
            peer.await(goOn);
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(frame.substring(TEN_MB))));
            peer.send(ScriptedVendor.lastChunk());
        });
        try (Running narrow = Running.before(vendor, Running.with(Keys.SERVER_EVENT_LOOPS, "1"));
                RawClient first = narrow.client()) {
            first.post("/v1/chat/completions", question(true));
            assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
            for (boolean stream : new boolean[]{false, true}) {
                say(stream, WELL);
                assertThat(narrow.chat(question(stream)).body()).contains("Well");
            }
            goOn.countDown();
            assertThat(first.answer().body()).hasSizeGreaterThan(TEN_MB).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void allThatAVendorSendsBeforeItClosesPassesHoweverSlowlyItIsRead() {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("data: " + WELL.replace("Well", "x".repeat(HALF_MB))
                    + "\n\n")));
            peer.send(ScriptedVendor.lastChunk());
        });
        try (Running narrow = Running.before(vendor, Running.with(Keys.UPSTREAM_QUEUE_LIMIT, "8KiB"))) {
            for (int i = 0; i < 100; i++) { // it is paused and asked for more while the connection goes away
                assertThat(narrow.chat(question(true)).body()).endsWith("data: [DONE]\n\n");
            }
        }
    }

    @Test
    void aVendorThatDripsForEverIsEndedWhenItsTimeIsOver() throws InterruptedException {
        var closed = new CountDownLatch(1);
        vendor.play(peer -> {
            try {
                peer.send(ScriptedVendor.streamHead());
                while (true) {
                    peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("""
                            data: {"candidates":[{"content":{"parts":[{"text":"drip "}],"role":"model"},"index":0}]}

                            """)));
                    LockSupport.parkNanos(10_000_000);
                }
            } finally {
                closed.countDown();
            }
        });
        try (Running impatient = Running.before(vendor, Running.with(Keys.UPSTREAM_TOTAL_TIMEOUT, "5s"),
                Running.with(Keys.UPSTREAM_FIRST_BYTE_TIMEOUT, "5s"),
                Running.with(Keys.UPSTREAM_IDLE_TIMEOUT, "5s"))) {
            RawAnswer answer = impatient.chat(question(true));
            assertThat(answer.body()).contains("drip", "longer than a stream may last").doesNotContain("[DONE]");
            assertThat(answer.complete()).isFalse();
        }
        assertThat(closed.await(20, TimeUnit.SECONDS)).as("the vendor's connection is closed").isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPromptThatWasBlockedIsToldAsSuch(boolean stream) {
        say(stream, "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":4}}");
        RawAnswer answer = running.chat(question(stream));
        assertThat(answer.body()).contains("\"finish_reason\":\"content_filter\"");
        assertThat(answer.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thoughtsAloneAreAnAnswerWithoutAText(boolean stream) {
        say(stream, "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm\",\"thought\":true}],\"role\":\"model\"},"
                + "\"finishReason\":\"MAX_TOKENS\",\"index\":0}]}");
        RawAnswer answer = running.chat(question(stream));
        assertThat(answer.body()).contains("\"finish_reason\":\"length\"", "\"reasoning_content\":\"Hm\"")
                .doesNotContain("\"content\":\"Hm\"");
        assertThat(answer.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerWithoutAnyCandidateIsAnError(boolean stream) {
        say(stream, "{\"usageMetadata\":{\"promptTokenCount\":4}}");
        RawAnswer answer = running.chat(question(stream));
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.message()).contains("empty answer");
    }

    @ParameterizedTest
    @CsvSource({"false, [], STOP", "true, [], STOP", "false, '[{\"text\":\"Hm\",\"thought\":true}]', STOP",
            "true, '[{\"text\":\"Hm\",\"thought\":true}]', STOP", "true, [], MALFORMED_FUNCTION_CALL"})
    void anEmptyAnswerIsAskedForAgainIfThatIsWished(boolean stream, String parts, String reason) {
        var calls = new AtomicInteger();
        vendor.play(peer -> say(peer, stream, calls.incrementAndGet() == 1
                ? "{\"candidates\":[{\"content\":{\"parts\":" + parts + ",\"role\":\"model\"},\"finishReason\":\""
                        + reason
                        + "\",\"index\":0}]}"
                : WELL));
        try (Running wishing = Running.before(vendor, Running.with(Keys.RETRY_EMPTY_ANSWERS, "true"),
                Running.with(Keys.UPSTREAM_PAUSE, "1ms"))) {
            assertThat(wishing.chat(question(stream)).body()).contains("Well");
        }
        assertThat(calls).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAFETY", "MAX_TOKENS"})
    void anEmptyAnswerThatTellsItsReasonIsNot(String reason) {
        say(true, "{\"candidates\":[{\"finishReason\":\"" + reason + "\",\"index\":0}]}");
        try (Running wishing = Running.before(vendor, Running.with(Keys.RETRY_EMPTY_ANSWERS, "true"))) {
            assertThat(wishing.chat(question(true)).complete()).isTrue();
        }
        assertThat(vendor.requests()).hasSize(1);
    }

    private void say(boolean stream, String answer) {
        vendor.play(peer -> say(peer, stream, answer));
    }

    private static void say(ScriptedVendor.Peer peer, boolean stream, String answer) throws IOException {
        if (!stream) {
            peer.send(ScriptedVendor.whole("200 OK", "application/json", answer));
            return;
        }
        peer.send(ScriptedVendor.streamHead());
        peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("data: " + answer + "\n\n")));
        peer.send(ScriptedVendor.lastChunk());
    }

    private static String question(boolean stream) {
        return "{\"model\":\"gemini-2.5-flash\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }
}
