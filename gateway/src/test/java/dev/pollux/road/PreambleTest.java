package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream that begins without any content: held for a time in which another may be asked, and told then. */
class PreambleTest {
    private static final String ROLE = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String WELL = chunk("{\"content\":\"Well\"}", "null") + chunk("{}", "\"stop\"")
            + "data: [DONE]\n\n";
    private static final String ERROR = "data: {\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"code\":503}}\n\n";

    private final CountDownLatch heard = new CountDownLatch(1);
    private ScriptedVendor vendor;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(_ -> {});
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GEMINI") // which has no word for a beginning
    void whatHasComeIsToldThoughNoWordFollowsYet(Asking client) throws IOException {
        hangsBehindTheBeginning();
        try (Running running = running("10ms", "0s"); RawClient raw = running.client()) {
            assertThat(raw.post(client.streamPath("any-model"), client.streamBody("any-model")).head())
                    .startsWith("HTTP/1.1 200").contains("x-pollux-upstream: any/any-model");
            assertThat(raw.nextChunk()).containsAnyOf("\"role\":\"assistant\"", "response.created", "message_start");
            heard.countDown();
            assertThat(raw.chunksToEnd()).contains("Well").doesNotContain("\"error\":{");
        }
    }

    @Test
    void signsOfLifeGoOnBehindIt() throws IOException {
        hangsBehindTheBeginning();
        try (Running running = running("10ms", "10ms"); RawClient raw = running.client()) {
            String early = raw.post(Asking.OPENAI.streamPath("any-model"), Asking.OPENAI.streamBody("any-model"))
                    .firstChunk();
            while (!early.matches("(?s).*\"role\":\"assistant\".*: keep-alive\n\n")) {
                early += raw.nextChunk();
            }
            heard.countDown();
            assertThat(raw.chunksToEnd()).contains("Well").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void asLongAsItIsHeldAFailureBehindItIsMadeGood() throws IOException {
        failsBehindTheBeginning();
        try (Running running = running("5m", "0s")) {
            RawAnswer answer = ask(running);
            assertThat(answer.body()).contains("Well").endsWith("data: [DONE]\n\n").doesNotContain("busy");
            assertThat(answer.header("x-pollux-attempts")).contains("2");
        }
    }

    @Test
    void behindABeginningThatWasToldAFailureIsToldToo() throws IOException {
        failsBehindTheBeginning();
        try (Running running = running("0s", "0s")) {
            assertThat(ask(running).body()).contains("\"role\":\"assistant\"", "busy").doesNotContain("Well");
            assertThat(vendor.requests()).hasSize(1);
        }
    }

    @Test
    void whereASecondCallMayBeMadeBesideTheBeginningIsHeldForIt() throws IOException {
        var calls = new AtomicInteger();
        vendor.play(peer -> {
            begin(peer);
            if (calls.incrementAndGet() == 1) {
                peer.awaitClose();
            }
            say(peer, WELL);
        });
        try (Running running = running("0s", "0s", "hedge-after: 20ms, ")) {
            RawAnswer answer = ask(running);
            assertThat(answer.body()).contains("Well");
            assertThat(answer.header("x-pollux-attempts")).contains("2");
        }
    }

    private void hangsBehindTheBeginning() {
        vendor.play(peer -> {
            begin(peer);
            await(heard);
            say(peer, WELL);
        });
    }

    /** The first call; the second answers. */
    private void failsBehindTheBeginning() {
        var calls = new AtomicInteger();
        vendor.play(peer -> {
            begin(peer);
            say(peer, calls.incrementAndGet() == 1 ? ERROR : WELL);
        });
    }

    private static RawAnswer ask(Running running) {
        return running.post(Asking.OPENAI.streamPath("any-model"), Asking.OPENAI.streamBody("any-model"));
    }

    private static void begin(ScriptedVendor.Peer peer) throws IOException {
        peer.send(ScriptedVendor.streamHead());
        peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(ROLE)));
    }

    private static void say(ScriptedVendor.Peer peer, String frames) throws IOException {
        peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(frames)));
        peer.send(ScriptedVendor.lastChunk());
    }

    private Running running(String preamble, String heartbeat) throws IOException {
        return running(preamble, heartbeat, "");
    }

    private Running running(String preamble, String heartbeat, String more) throws IOException {
        return Running.configured("""
                upstreams: {any: {%svendor: openai-compatible, base-url: '%s/v1', api-key: [key-one, key-two]}}
                models: {default: any, refresh: 0s}
                upstream: {pause: 1ms}
                stream: {preamble: %s, heartbeat: %s}
                """.formatted(more, vendor.base(), preamble, heartbeat));
    }

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
