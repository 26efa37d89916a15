package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a client hears while the vendor is silent. */
class HeartbeatTest {
    private static final String QUESTION = """
            {"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
    private static final String HALF = """
            data: {"candidates":[{"content":{"parts":[{"text":"Half"}],"role":"model"},"index":0}]}

            """;
    private static final String REST = """
            data: {"candidates":[{"content":{"parts":[{"text":"Rest"}],"role":"model"},"finishReason":"STOP","index":0}]}

            """;
    private static final String SIGN = ": keep-alive\n\n";

    @Test
    void aSignOfLifeComesWhileTheVendorThinks() {
        var heard = new CountDownLatch(1);
        try (ScriptedVendor vendor = ScriptedVendor.start(peer -> play(peer, heard));
                Running running = Running.before(vendor, Running.with(Keys.STREAM_HEARTBEAT, "10ms"));
                RawClient client = running.client()) {
            client.post("/v1/chat/completions", QUESTION);
            StringBuilder said = new StringBuilder(client.firstChunk());
            while (!said.toString().endsWith(SIGN)) {
                said.append(client.nextChunk());
            }
            heard.countDown();
            while (!said.toString().endsWith("data: [DONE]\n\n")) {
                said.append(client.nextChunk());
            }
            assertThat(said.toString()).contains("Half", "Rest");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "10m"})
    void noSignComesWhereNoneIsWanted(String heartbeat) throws InterruptedException {
        var heard = new CountDownLatch(1);
        try (ScriptedVendor vendor = ScriptedVendor.start(peer -> play(peer, heard));
                Running running = Running.before(vendor, Running.with(Keys.STREAM_HEARTBEAT, heartbeat),
                        Running.with(Keys.UPSTREAM_IDLE_TIMEOUT, "1s"));
                RawClient client = running.client()) {
            RawAnswer answer = client.post("/v1/chat/completions", QUESTION).answer();
            assertThat(answer.body()).contains("Half", "sent nothing for 1 s").doesNotContain(SIGN);
            heard.countDown();
        }
    }

    private static void play(ScriptedVendor.Peer peer, CountDownLatch heard) throws IOException {
        peer.send(ScriptedVendor.streamHead());
        peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(HALF)));
        try {
            if (heard.await(20, TimeUnit.SECONDS)) {
                peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(REST)));
                peer.send(ScriptedVendor.lastChunk());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
