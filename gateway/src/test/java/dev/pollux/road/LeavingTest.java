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
import java.util.concurrent.atomic.AtomicLong;

/** A client that leaves or does not read: nobody is paid for an answer that nobody hears, and nothing piles up. */
class LeavingTest {
    private static final long PATIENCE = 20;
    private static final byte[] FRAME = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},"index":0}]}

            """.formatted("x".repeat(16_000))));
    private static final byte[] END = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[],"role":"model"},"finishReason":"STOP","index":0}]}

            """));

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private ScriptedVendor vendor;
    private Running running;
    private LogLines log;

    @BeforeEach
    void start() {
        log = LogLines.at("info");
        vendor = ScriptedVendor.start(_ -> {});
        running = Running.before(vendor);
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
        log.close();
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void whoLeavesBeforeTheAnswerBeginsCancelsIt(boolean stream, boolean reset) throws InterruptedException {
        vendor.play(peer -> {
            asked.countDown();
            peer.awaitClose();
            closed.countDown();
        });
        try (RawClient client = running.client()) {
            client.post("/v1/chat/completions", question(stream));
            assertThat(asked.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            if (reset) {
                client.reset();
            }
        }
        assertGone("499");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoLeavesInMidStreamCancelsIt(boolean reset) throws InterruptedException {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(FRAME);
            peer.awaitClose();
            closed.countDown();
        });
        try (RawClient client = running.client()) {
            assertThat(client.post("/v1/chat/completions", question(true)).firstChunk()).startsWith("data: ");
            if (reset) {
                client.reset();
            }
        }
        assertGone("200");
    }

    @Test
    void whoLeavesWhileTheVendorTalksCancelsIt() throws InterruptedException {
        vendor.play(this::talkForever);
        try (RawClient client = running.client()) {
            client.post("/v1/chat/completions", question(true)).firstChunk();
        }
        assertGone("200");
    }

    @Test
    void whoDoesNotReadHoldsTheVendorBackAndIsLeftAfterAWhile() throws InterruptedException {
        var sent = new AtomicLong();
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            try {
                while (true) {
                    peer.send(FRAME);
                    sent.addAndGet(FRAME.length);
                }
            } finally {
                closed.countDown();
            }
        });
        try (Running impatient = Running.before(vendor, Running.with(Keys.SERVER_WRITE_STALL, "1s"));
                RawClient client = RawClient.connect(impatient.port(), 16 * 1024)) {
            client.post("/v1/chat/completions", question(true));
            assertGone("200");
            // what the buffers of four sockets hold, and no more
            assertThat(sent).hasValueLessThan(32L << 20);
            assertThat(client.readToClose()).isLessThan(32 << 20);
        }
    }

    @Test
    void whoReadsSlowlyGetsEverything() {
        int frames = 1_000;
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            for (int i = 0; i < frames; i++) {
                peer.send(FRAME);
            }
            peer.send(END);
            peer.send(ScriptedVendor.lastChunk());
        });
        try (RawClient client = RawClient.connect(running.port(), 16 * 1024)) {
            RawAnswer answer = client.post("/v1/chat/completions", question(true)).answer();
            assertThat(answer.complete()).as(() -> answer.body().length() + " bytes, and " + log.lines()).isTrue();
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
            assertThat(answer.body().split("x{16000}", -1)).hasSize(frames + 1);
        }
    }

    private void talkForever(ScriptedVendor.Peer peer) throws IOException {
        try {
            peer.send(ScriptedVendor.streamHead());
            while (true) {
                peer.send(FRAME);
            }
        } finally {
            closed.countDown();
        }
    }

    /** The vendor's connection closes, the exchange has one outcome, and the next one goes well. */
    private void assertGone(String status) throws InterruptedException {
        assertThat(closed.await(PATIENCE, TimeUnit.SECONDS)).as("the vendor's connection is closed").isTrue();
        assertThat(log.await(line -> line.contains("failure="))).contains("/v1/chat/completions " + status)
                .contains("failure=client_gone");
        assertThat(vendor.requests()).as("nothing is asked again").hasSize(1);
        vendor.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "application/json",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Well\"}]},\"finishReason\":\"STOP\"}]}")));
        assertThat(running.chat(question(false)).said()).isEqualTo("Well");
        log.await(line -> line.contains("/v1/chat/completions 200") && !line.contains("failure="));
        assertThat(log.lines()).filteredOn(line -> line.contains("/v1/chat/completions")).hasSize(2);
        assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR") || line.startsWith("WARN"));
    }

    private static String question(boolean stream) {
        return "{\"model\":\"gemini-2.5-flash\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }
}
