package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** More than the gateway is allowed to take on: the excess is told so at once, and what runs goes on. */
class OverloadTest {
    private static final byte[] FRAME = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[{"text":"Well"}],"role":"model"},"index":0}]}

            """));
    private static final byte[] END = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[],"role":"model"},"finishReason":"STOP","index":0}]}

            """));
    private static final String QUESTION = """
            {"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ScriptedVendor vendor = ScriptedVendor.start(peer -> {
        peer.send(ScriptedVendor.streamHead());
        peer.send(FRAME);
        try {
            goOn.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        peer.send(END);
        peer.send(ScriptedVendor.lastChunk());
    });
    private Running running;

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, /error/code, server_is_overloaded", "/v1/messages, /type, error",
            "/v1beta/models/gemini-2.5-flash:generateContent, /error/status, UNAVAILABLE"})
    void oneRequestTooManyIsRefusedInItsDialectWhileTheOthersGoOn(String path, String place, String word) {
        running = Running.before(vendor, Running.with(Keys.SERVER_REQUESTS, "2"));
        try (RawClient one = running.client(); RawClient two = running.client()) {
            assertThat(one.post("/v1/chat/completions", QUESTION).firstChunk()).startsWith("data: ");
            assertThat(two.post("/v1/chat/completions", QUESTION).firstChunk()).startsWith("data: ");
            RawAnswer refused = running.post(path, QUESTION);
            assertThat(refused.status()).isIn(503, 529);
            assertThat(refused.header("retry-after")).contains("1");
            assertThat(refused.json().at(place).asString("")).isEqualTo(word);
            assertThat(running.send("GET", "/health").status()).isEqualTo(200);
            goOn.countDown();
            assertThat(one.chunksToEnd()).endsWith("data: [DONE]\n\n");
            assertThat(two.chunksToEnd()).endsWith("data: [DONE]\n\n");
        }
        assertThat(running.chat(QUESTION).body()).as("the next one").endsWith("data: [DONE]\n\n");
    }

    @Test
    void aRefusedBodyGivesItsPlaceBack() {
        running = Running.before(vendor, Running.with(Keys.SERVER_REQUESTS, "1"),
                Running.with(Keys.SERVER_BODY_LIMIT, "1KiB"));
        goOn.countDown();
        assertThat(running.chat("x".repeat(2_000)).status()).isEqualTo(413);
        try (RawClient client = running.client()) {
            client.say("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{").reset();
        }
        assertThat(Stream.generate(() -> running.chat(QUESTION)).filter(answer -> answer.status() == 200).findFirst())
                .hasValueSatisfying(answer -> assertThat(answer.body()).endsWith("data: [DONE]\n\n"));
    }

    @Test
    void oneConnectionTooManyIsClosedAndServedAgainWhenAnotherLeft() {
        running = Running.before(vendor, Running.with(Keys.SERVER_CONNECTIONS, "3"));
        List<RawClient> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RawClient client = running.client();
            assertThat(client.send("GET", "/health").answer().status()).isEqualTo(200);
            open.add(client);
        }
        assertThat(running.isServing()).as("one more").isFalse();
        assertThat(open.getFirst().send("GET", "/health").answer().status()).isEqualTo(200);
        open.forEach(RawClient::close);
        assertThat(Stream.generate(running::isServing).filter(served -> served).findFirst()).contains(true);
    }

    @Test
    void whatIsPipelinedBehindARunningExchangeIsNeverRunAndDoesNotHideThatTheClientLeaves() throws Exception {
        var gone = new CountDownLatch(1);
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(FRAME);
            peer.awaitClose();
            gone.countDown();
        });
        running = Running.before(vendor, Running.with(Keys.STREAM_HEARTBEAT, "0s")); // a beat would notice it too
        try (RawClient client = running.client()) {
            client.post("/v1/chat/completions", QUESTION).firstChunk();
            for (int i = 0; i < 40; i++) {
                client.post("/v1/chat/completions", "x".repeat(32 << 10));
            }
        }
        assertThat(gone.await(20, TimeUnit.SECONDS)).as("the vendor's connection is closed").isTrue();
        assertThat(vendor.requests()).hasSize(1);
    }

    @Test
    void aPipelinedRequestIsNotRunAndTheConnectionClosesBehindTheAnswer() {
        running = Running.before(vendor);
        try (RawClient client = running.client()) {
            client.post("/v1/chat/completions", QUESTION).firstChunk();
            client.post("/v1/chat/completions", QUESTION);
            goOn.countDown();
            assertThat(client.chunksToEnd()).endsWith("data: [DONE]\n\n");
            assertThat(client.readToClose()).isZero();
        }
        assertThat(vendor.requests()).hasSize(1);
    }
}
