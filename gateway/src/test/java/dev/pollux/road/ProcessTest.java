package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The program as a process of its own: signals, exit codes, and descriptors that run out. */
class ProcessTest {
    private static final long PATIENCE = 60;
    private static final int TERMINATED = 128 + 15;
    private static final int FEW_DESCRIPTORS = 300;
    private static final byte[] FRAME = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[{"text":"Well"}],"role":"model"},"index":0}]}

            """));
    private static final byte[] END = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[],"role":"model"},"finishReason":"STOP","index":0}]}

            """));
    private static final String QUESTION = """
            {"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ScriptedVendor vendor = ScriptedVendor.start(this::pause);

    @AfterEach
    void stop() {
        goOn.countDown();
        vendor.close();
    }

    @Test
    void aSignalInTheMiddleOfAHundredStreamsCutsNone() throws IOException, InterruptedException {
        try (Program program = serve("1m")) {
            List<RawClient> clients = Stream.generate(program::client).limit(100).toList();
            for (RawClient client : clients) {
                assertThat(client.post("/v1/chat/completions", QUESTION).firstChunk()).contains("Well");
            }
            program.signal();
            assertThat(program.process().waitFor(1, TimeUnit.SECONDS)).as("it waits for them").isFalse();
            goOn.countDown();
            assertThat(clients).allSatisfy(client -> assertThat(client.remainder())
                    .endsWith("data: [DONE]\n\n\r\n0\r\n\r\n").doesNotContain("\"error\""));
            assertThat(program.exitCode()).isZero();
        }
    }

    @Test
    void whatIsOverTimeIsToldSoAndTheProgramHasStillEndedWell() throws IOException, InterruptedException {
        try (Program program = serve("0s"); RawClient client = program.client()) {
            client.post("/v1/chat/completions", QUESTION).firstChunk();
            program.signal();
            assertThat(client.remainder()).contains("\"error\"").contains("shutting down").doesNotContain("[DONE]")
                    .doesNotEndWith("0\r\n\r\n");
            assertThat(program.exitCode()).isZero();
        }
    }

    @Test
    void theSecondSignalEndsItAtOnceAndNoStreamEndsInALie() throws IOException, InterruptedException {
        try (Program program = serve("1h");
                RawClient client = program.client();
                RawClient idle = program.client()) {
            client.post("/v1/chat/completions", QUESTION).firstChunk();
            assertThat(idle.send("GET", "/readyz").answer().status()).isEqualTo(200);
            program.signal();
            assertThat(idle.readToClose()).as("the first is at work").isZero();
            program.signal();
            assertThat(program.exitCode()).isEqualTo(TERMINATED);
            assertThat(client.remainder()).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void descriptorsThatRunOutCutNoStreamAndAreServedAgainWhenTheyAreBack() throws IOException, InterruptedException {
        try (Program program = Program.start(FEW_DESCRIPTORS, List.of(), settings("1m"), "serve");
                RawClient client = program.client()) {
            client.post("/v1/chat/completions", QUESTION).firstChunk();
            var crowd = new ArrayList<RawClient>();
            for (int i = 0; i < FEW_DESCRIPTORS; i++) {
                crowd.add(program.client().post("/v1/chat/completions", QUESTION)); // each wants one to the vendor, too
            }
            goOn.countDown();
            assertThat(client.chunksToEnd()).contains("data: [DONE]");
            assertThat(crowd.stream().map(RawClient::answer).filter(answer -> answer.status() != 200).findFirst())
                    .as("whose fault it is").hasValueSatisfying(ProcessTest::assertOurs);
            crowd.forEach(RawClient::close);
            assertThat(chatUntilServed(program)).contains("Well").contains("data: [DONE]");
        }
    }

    /** What large bodies leave behind is garbage that nobody would look for before the heap is full. */
    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo"})
    void whatLargeBodiesHaveLeftIsCollected(String command) throws IOException, InterruptedException {
        List<String> smallHeap = List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmn8m", "-Xlog:gc");
        try (Program program = Program.start(Integer.MAX_VALUE, smallHeap, settings("1m"), command);
                RawClient client = program.client()) {
            String large = "x".repeat(24 << 20);
            assertThat(client.post("/v1/chat/completions", large).answer().status()).isEqualTo(400);
            program.awaitLine("System.gc()");
        }
    }

    private Program serve(String drain) throws IOException {
        return Program.start(Integer.MAX_VALUE, List.of(), settings(drain), "serve");
    }

    private Map<String, String> settings(String drain) {
        return Map.of("GEMINI_API_KEY", "test-key", "GEMINI_BASE_URL", vendor.base().toString(),
                "POLLUX_MODELS_REFRESH", "0s", "POLLUX_SERVER_DRAIN", drain, "POLLUX_SERVER_HEAP_INTERVAL", "100ms");
    }

    /** What is answered once a connection is served. */
    private static String chatUntilServed(Program program) {
        for (int i = 0; i < 1_000; i++) {
            try (RawClient client = program.client()) {
                RawAnswer answer = client.post("/v1/chat/completions", QUESTION).answer();
                if (answer.status() == 200) {
                    return answer.body();
                }
                assertOurs(answer);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            } catch (UncheckedIOException _) {
                // closed while we spoke: those that have left are not all noticed yet
            }
        }
        throw new AssertionError("nobody is served");
    }

    private static void assertOurs(RawAnswer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).contains("1");
        assertThat(answer.message()).contains("too many connections and files");
    }

    /** Says one word, and the rest when the test allows it. */
    private void pause(ScriptedVendor.Peer peer) throws IOException {
        peer.send(ScriptedVendor.streamHead());
        peer.send(FRAME);
        try {
            goOn.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        peer.send(END);
        peer.send(ScriptedVendor.lastChunk());
    }
}
