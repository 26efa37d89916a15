package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.thread.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * A mistake of ours, wherever it happens: who asked is told or left, nobody waits for ever, and the next one is served.
 */
class MistakeTest {
    private static final String MODEL = "the-model";
    private static final String TOKEN = Canaries.secret("token-of-somebody-42");
    private static final String KEY = "x-api-key: " + TOKEN;

    private final BrittleClock clock = new BrittleClock();
    private final LogLines log = LogLines.at("info");
    private final ScriptedVendor vendor = ScriptedVendor
            .saying(ScriptedVendor.whole("200 OK", "application/json", Speech.GEMINI.whole("Well")));
    private Running running;

    /** Makes a mistake once when it is told to, where all roads pass. */
    private static final class BrittleClock implements InstantSource {
        private final AtomicReference<Optional<Runnable>> mistake = new AtomicReference<>(Optional.empty());

        @Override
        public Instant instant() {
            mistake.getAndSet(Optional.empty()).ifPresent(Runnable::run);
            return Instant.now();
        }

        void errs() {
            mistake.set(Optional.of(() -> {
                throw new IllegalStateException("of ours");
            }));
        }

        void breaks() {
            mistake.set(Optional.of(() -> {
                throw new StackOverflowError("of ours");
            }));
        }

        boolean hasErred() {
            return mistake.get().isEmpty();
        }
    }

    @BeforeEach
    void start() {
        running = Running.start(clock, """
                upstreams: {far: %s}
                models: {the-model: far/gemini-2.5-flash}
                callers: {somebody: {token: %s}, guest: {token: token-of-a-guest-42, last-day: 2999-12-31}}
                limits: {all: {requests-per-minute: 1000}}
                """.formatted(Speech.GEMINI.upstream(vendor), TOKEN));
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
        log.close();
    }

    @ParameterizedTest
    @EnumSource
    void onTheRoadIs500InTheDialectAndOneStackTrace(Asking asking) {
        clock.errs();
        RawAnswer answer = asking.ask(running, MODEL, KEY);
        asking.assertRefusal(answer, 500);
        assertThat(answer.body()).doesNotContain("of ours");
        assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).singleElement().asString()
                .contains(answer.header("x-request-id").orElseThrow(), "IllegalStateException: of ours");
        assertServed();
    }

    @ParameterizedTest
    @EnumSource
    void thatNobodyCatchesBreaksTheConnectionOff(Asking asking) throws InterruptedException {
        clock.breaks();
        try (RawClient client = running.client()) {
            client.post(asking.path(MODEL), asking.body(MODEL), KEY);
            assertThat(client.readToClose()).isZero();
        }
        assertThat(log.await(line -> line.startsWith("ERROR"))).contains("req_", "StackOverflowError: of ours");
        assertServed();
    }

    @Test
    void ofALargeQuestionGivesItsRoomBack() {
        String large = Asking.OPENAI.body(MODEL).replace("Hi", "x".repeat(2 * Threads.LARGE));
        clock.breaks();
        try (RawClient client = running.client()) {
            client.post(Asking.OPENAI.path(MODEL), large, KEY);
            assertThat(client.readToClose()).isZero();
        }
        assertServed();
        assertThat(Stream.generate(() -> running.send("GET", "/metrics", KEY).body()).limit(500))
                .as("soon").anyMatch(figures -> figures.contains("pollux_large_bytes{of=\"requests\"} 0.0"));
    }

    @Test
    void inMidStreamIsNoEnd() throws InterruptedException {
        assertBroken(clock::errs);
        log.await(line -> line.startsWith("ERROR") && line.contains("IllegalStateException: of ours"));
    }

    @Test
    void thatNobodyCatchesInMidStreamIsNone() throws InterruptedException {
        assertBroken(clock::breaks);
        log.await(line -> line.startsWith("ERROR") && line.contains("StackOverflowError: of ours"));
    }

    @Test
    void inAnAnswerOfOurOwnIs500() {
        clock.errs();
        assertThat(running.send("GET", "/health").status()).isEqualTo(500);
        assertServed();
    }

    @Test
    void thatNobodyCatchesInAnAnswerOfOurOwnBreaksTheConnectionOff() {
        clock.breaks();
        try (RawClient client = running.client()) {
            assertThat(client.send("GET", "/health").readToClose()).isZero();
        }
        assertServed();
    }

    /** On an event loop, before there is a thread for it. */
    @Test
    void atTheDoorIs500() {
        clock.errs();
        assertThat(Asking.OPENAI.ask(running, MODEL, "x-api-key: token-of-a-guest-42").status()).isEqualTo(500);
        assertServed();
        clock.breaks();
        assertThat(Asking.OPENAI.ask(running, MODEL, "x-api-key: token-of-a-guest-42").status()).isEqualTo(500);
        assertServed();
    }

    /** The end of a response has the time in it. */
    private void assertBroken(Runnable mistake) {
        var begun = new CountDownLatch(1);
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(Speech.GEMINI.words("Half"))));
            peer.await(begun);
            mistake.run();
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(Speech.GEMINI.ending())));
            peer.send(ScriptedVendor.lastChunk());
        });
        try (RawClient client = running.client()) {
            client.post(Asking.RESPONSES.streamPath(MODEL), Asking.RESPONSES.streamBody(MODEL), KEY);
            String heard = client.firstChunk();
            begun.countDown();
            assertThat(heard + client.remainder()).contains("Half").doesNotContain("response.completed")
                    .doesNotEndWith("0\r\n\r\n");
        }
        vendor.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "application/json",
                Speech.GEMINI.whole("Well"))));
        assertServed();
    }

    private void assertServed() {
        assertThat(clock.hasErred()).isTrue();
        assertThat(Asking.OPENAI.ask(running, MODEL, KEY).said()).isEqualTo("Well");
    }
}
