package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Connections to a vendor that stay open between two calls. */
class KeptConnectionsTest {
    private static final String ANSWER = """
            {"candidates":[{"content":{"parts":[{"text":"Well"}],"role":"model"},"finishReason":"STOP","index":0}]}""";
    private static final String QUESTION = """
            {"model":"gemini-3.8-flash","messages":[{"role":"user","content":"How are you?"}]}""";

    private final Set<ScriptedVendor.Peer> old = ConcurrentHashMap.newKeySet();

    @Test
    void callsOneAfterTheOtherGoByOne() {
        try (ScriptedVendor vendor = ScriptedVendor.start(this::answer); Running running = running(vendor)) {
            for (int i = 0; i < 3; i++) {
                assertThat(running.chat(QUESTION).status()).isEqualTo(200);
            }
            assertThat(old).hasSize(1);
        }
    }

    /** A restarted vendor, or a router that has forgotten them: the second try must not meet the next of them. */
    @Test
    void whenAllAreDeadTheSecondTryGoesByANewOne() throws Exception {
        var together = new CountDownLatch(3);
        try (ScriptedVendor vendor = ScriptedVendor.start(peer -> {
            together.countDown();
            peer.await(together);
            answer(peer);
        }); Running running = running(vendor); var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<RawAnswer> answer : clients.invokeAll(
                    Collections.<Callable<RawAnswer>>nCopies(3, () -> running.chat(QUESTION)))) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
            assertThat(old).hasSize(3);
            Set<ScriptedVendor.Peer> dead = Set.copyOf(old);
            vendor.play(peer -> {
                if (dead.contains(peer)) {
                    peer.reset();
                } else {
                    answer(peer);
                }
            });
            assertThat(running.chat(QUESTION).status()).isEqualTo(200);
        }
    }

    private static Running running(ScriptedVendor vendor) {
        return Running.before(vendor, Running.with(Keys.SERVER_EVENT_LOOPS, "1"));
    }

    private void answer(ScriptedVendor.Peer peer) throws IOException {
        old.add(peer);
        peer.keepOpen();
        peer.send(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
    }
}
