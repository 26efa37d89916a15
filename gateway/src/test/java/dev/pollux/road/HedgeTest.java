package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A stream whose first word is late is asked for with another key beside: the first answer counts. */
class HedgeTest {
    private static final long PATIENCE = 20;
    private static final String WELL = """
            data: {"candidates":[{"content":{"parts":[{"text":"Well"}],"role":"model"},"finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10}}

            """;
    private static final String FIRST_WORD = """
            data: {"candidates":[{"content":{"parts":[{"text":"We"}],"role":"model"},"index":0}]}

            """;
    private static final String OVERLOADED = ScriptedVendor.whole("503 Busy", "application/json",
            "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}");
    private static final String INVALID = ScriptedVendor.whole("400 Bad", "application/json",
            "{\"error\":{\"code\":400,\"message\":\"The cat is not supported.\",\"status\":\"INVALID_ARGUMENT\"}}");

    private final CountDownLatch asked = new CountDownLatch(2);
    private final CountDownLatch closed = new CountDownLatch(1);
    private ScriptedVendor vendor;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(peer -> play(peer, this::hang, HedgeTest::answer));
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    @Test
    void anotherKeyAnswersInPlaceOfOneThatIsSilent() throws InterruptedException {
        try (Running running = running("one,two", "20ms")) {
            assertAnsweredBySecond(running);
            assertThat(vendor.requests()).hasSize(2);
            assertKeysAreWell(running, 2);
        }
    }

    @Test
    void whereNoKeyIsLeftAnotherTargetIsAsked() throws InterruptedException, IOException {
        try (ScriptedVendor other = ScriptedVendor.start(HedgeTest::answer);
                Running running = Running.configured("""
                        models: {refresh: 0s, gemini-2.5-flash: [slow/gemini-2.5-flash, fast/gemini-2.5-flash]}
                        upstreams:
                          slow: {vendor: gemini, base-url: "%s", api-key: key-one, hedge-after: 20ms}
                          fast: {vendor: gemini, base-url: "%s", api-key: key-two}
                        """.formatted(vendor.base(), other.base()))) {
            RawAnswer answer = ask(running);
            assertThat(answer.header("x-pollux-upstream")).contains("fast/gemini-2.5-flash");
            assertThat(answer.header("x-pollux-attempts")).contains("2");
            assertThat(closed.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertThat(vendor.requests()).hasSize(1);
            assertKeysAreWell(running, 2);
        }
    }

    @Test
    void theFirstMayStillWin() throws InterruptedException {
        vendor.play(peer -> play(peer, first -> {
            await(asked);
            answer(first);
        }, this::hang));
        try (Running running = running("one,two", "20ms")) {
            RawAnswer answer = ask(running);
            assertThat(answer.body()).contains("Well");
            assertThat(answer.header("x-pollux-attempts")).as("both were made").contains("2");
            assertThat(closed.await(PATIENCE, TimeUnit.SECONDS)).as("the second is broken off").isTrue();
            assertKeysAreWell(running, 2);
        }
    }

    @Test
    void aSecondThatFailsLeavesTheFirstToAnswer() {
        vendor.play(peer -> play(peer, first -> {
            await(asked);
            answer(first);
        }, second -> second.send(OVERLOADED)));
        try (Running running = running("one,two", "20ms")) {
            assertThat(ask(running).body()).contains("Well");
        }
    }

    @Test
    void whatTheClientDidWrongEndsBoth() throws InterruptedException {
        vendor.play(peer -> play(peer, this::hang, second -> second.send(INVALID)));
        try (Running running = running("one,two", "20ms")) {
            assertThat(ask(running).status()).isEqualTo(400);
            assertThat(closed.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertKeysAreWell(running, 2);
        }
    }

    @Test
    void theClientHearsSignsOfLifeMeanwhile() {
        var heard = new CountDownLatch(1);
        vendor.play(peer -> play(peer, this::hang, second -> {
            await(heard);
            second.send(ScriptedVendor.streamHead());
            second.send(ScriptedVendor.chunk(ScriptedVendor.utf8(FIRST_WORD)));
            second.send(ScriptedVendor.chunk(ScriptedVendor.utf8(WELL)));
            second.send(ScriptedVendor.lastChunk());
        }));
        try (Running running = running("one,two", "20ms", Running.with(Keys.STREAM_HEARTBEAT, "10ms"));
                RawClient client = running.client()) {
            assertThat(client.post("/v1/chat/completions", question(true)).firstChunk()).contains(": keep-alive");
            await(asked);
            assertThat(client.nextChunk()).as("while both are silent").contains(": keep-alive");
            heard.countDown();
            assertThat(client.chunksToEnd()).contains("Well").endsWith("data: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientThatLeavesEndsBoth(boolean reset) throws InterruptedException {
        var bothClosed = new CountDownLatch(2);
        vendor.play(peer -> {
            asked.countDown();
            peer.awaitClose();
            bothClosed.countDown();
        });
        try (Running running = running("one,two", "20ms")) {
            try (RawClient client = running.client()) {
                client.post("/v1/chat/completions", question(true));
                await(asked);
                if (reset) {
                    client.reset();
                }
            }
            assertThat(bothClosed.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertKeysAreWell(running, 2);
        }
    }

    @Test
    void behindTheFirstWordNothingIsAskedAgain() {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(FIRST_WORD)));
            peer.awaitClose();
        });
        try (Running running = running("one,two", "20ms", Running.with(Keys.UPSTREAM_IDLE_TIMEOUT, "1s"))) {
            assertThat(ask(running).body()).contains("We").contains("\"error\"");
            assertThat(vendor.requests()).hasSize(1);
        }
    }

    @Test
    void aWholeAnswerIsNeverAskedForTwice() {
        assertAskedOnce("20ms", false, "5");
    }

    @Test
    void nobodyIsAskedBesideUnlessThatIsSet() {
        assertAskedOnce("0s", true, "5");
    }

    @Test
    void theBudgetOfAttemptsHoldsForItToo() {
        assertAskedOnce("20ms", true, "1");
    }

    /** The first byte does not come in time, and that is all. */
    private void assertAskedOnce(String hedgeAfter, boolean stream, String attempts) {
        vendor.play(this::hang);
        try (Running running = running("one,two", hedgeAfter, Running.with(Keys.UPSTREAM_FIRST_BYTE_TIMEOUT, "1s"),
                Running.with(Keys.UPSTREAM_ATTEMPTS, attempts))) {
            assertThat(running.post("/v1/chat/completions", question(stream)).status()).isEqualTo(504);
            assertThat(vendor.requests()).hasSize(1);
        }
    }

    private void assertAnsweredBySecond(Running running) throws InterruptedException {
        RawAnswer answer = ask(running);
        assertThat(answer.body()).contains("Well").endsWith("data: [DONE]\n\n");
        assertThat(answer.header("x-pollux-attempts")).contains("2");
        assertThat(closed.await(PATIENCE, TimeUnit.SECONDS)).as("the first is broken off").isTrue();
    }

    /** Nobody is blamed, and nothing is in use any more. */
    private static void assertKeysAreWell(Running running, int keys) {
        String states = running.send("GET", "/pollux/keys").body();
        assertThat(states.split("\"state\":\"ready\"", -1)).as(states).hasSize(keys + 1);
        assertThat(states.split("\"failures\":0", -1)).as(states).hasSize(keys + 1);
        assertThat(states).doesNotContain("model\":");
    }

    private static RawAnswer ask(Running running) {
        return running.post("/v1/chat/completions", question(true));
    }

    private Running running(String keys, String hedgeAfter, Running.Setting... more) {
        return Running.before(vendor, Stream.concat(Stream.of(more), Stream.of(
                Running.with(Keys.GEMINI_API_KEY, keys), Running.with(Keys.UPSTREAM_HEDGE_AFTER, hedgeAfter)))
                .toArray(Running.Setting[]::new));
    }

    /** One script for the first request, another for the second. */
    private void play(ScriptedVendor.Peer peer, ScriptedVendor.Script first, ScriptedVendor.Script second)
            throws IOException {
        asked.countDown();
        (vendor.requests().size() == 1 ? first : second).play(peer);
    }

    private void hang(ScriptedVendor.Peer peer) throws IOException {
        peer.awaitClose();
        closed.countDown();
    }

    private static void answer(ScriptedVendor.Peer peer) throws IOException {
        peer.send(ScriptedVendor.streamHead());
        peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(WELL)));
        peer.send(ScriptedVendor.lastChunk());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String question(boolean stream) {
        return "{\"model\":\"gemini-2.5-flash\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }
}
