package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The gateway stops: what runs may end, and what does not end in time is told so; nothing ends in a lie. */
class DrainTest {
    private static final byte[] FRAME = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[{"text":"Well"}],"role":"model"},"index":0}]}

            """));
    private static final byte[] END = ScriptedVendor.chunk(ScriptedVendor.utf8("""
            data: {"candidates":[{"content":{"parts":[],"role":"model"},"finishReason":"STOP","index":0}]}

            """));
    private static final String QUESTION = """
            {"model":"gemini-2.5-flash","stream":%s,"messages":[{"role":"user","content":"Hi"}],"max_tokens":99}""";

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ScriptedVendor vendor = ScriptedVendor.start(peer -> {
        peer.send(ScriptedVendor.streamHead());
        peer.send(FRAME);
        await(goOn);
        peer.send(END);
        peer.send(ScriptedVendor.lastChunk());
    });

    @AfterEach
    void stop() {
        vendor.close();
    }

    /** The listening sockets close one after the other, in no order with the connections. */
    private static void connectUntilRefused(Running running) {
        for (int i = 0; i < 10_000; i++) {
            running.client().close();
        }
    }

    @Test
    void aStreamThatEndsInTimeEndsWellAndNobodyNewIsLetIn() throws InterruptedException {
        Running running = Running.before(vendor, Running.with(Keys.SERVER_DRAIN, "1m"));
        try (RawClient client = running.client(); RawClient idle = running.client()) {
            assertThat(idle.send("GET", "/readyz").answer().status()).isEqualTo(200);
            assertThat(client.post("/v1/chat/completions", QUESTION.formatted(true)).firstChunk()).startsWith("data: ");
            Thread closing = Thread.startVirtualThread(running::close);
            assertThat(idle.readToClose()).as("an idle connection closes").isZero();
            assertThatThrownBy(() -> connectUntilRefused(running)).isInstanceOf(UncheckedIOException.class);
            goOn.countDown();
            String rest = client.nextChunk();
            for (String chunk = rest; !chunk.isEmpty(); chunk = client.nextChunk()) {
                rest = chunk;
            }
            assertThat(rest).endsWith("data: [DONE]\n\n");
            assertThat(client.readToClose()).isZero();
            closing.join();
        }
    }

    @Test
    void aHundredStreamsInTheMiddleAreAllWholeWhenTheyEndWithinTheTime() throws InterruptedException {
        Running running = Running.before(vendor, Running.with(Keys.SERVER_DRAIN, "1m"));
        List<RawClient> clients = Stream.generate(running::client).limit(100).toList();
        for (RawClient client : clients) {
            assertThat(client.post("/v1/chat/completions", QUESTION.formatted(true)).firstChunk()).contains("Well");
        }
        Thread closing = Thread.startVirtualThread(running::close);
        assertThat(closing.join(Duration.ofMillis(100))).as("it waits for them").isFalse();
        goOn.countDown();
        assertThat(clients).allSatisfy(client -> assertThat(client.remainder())
                .endsWith("data: [DONE]\n\n\r\n0\r\n\r\n").doesNotContain("\"error\""));
        closing.join();
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, \"error\"", "/v1/messages, event: error",
            "/v1/responses, event: response.failed"})
    void aStreamThatDoesNotIsEndedByTheErrorOfItsDialect(String path, String error) throws InterruptedException {
        Running running = Running.before(vendor, Running.with(Keys.SERVER_DRAIN, "0s"));
        try (LogLines log = LogLines.at("info"); RawClient client = running.client()) {
            String question = path.endsWith("responses")
                    ? "{\"model\":\"gemini-2.5-flash\",\"stream\":true,\"input\":\"Hi\"}"
                    : QUESTION.formatted(true);
            client.post(path, question).firstChunk();
            Thread closing = Thread.startVirtualThread(running::close);
            String rest = client.remainder();
            assertThat(rest).contains(error).contains("shutting down").doesNotContain("[DONE]")
                    .doesNotContain("message_stop").doesNotContain("response.completed").doesNotEndWith("0\r\n\r\n");
            closing.join();
            assertThat(log.await(line -> line.contains("failure="))).contains("failure=shutdown");
        }
    }

    @Test
    void anAnswerThatHasNotBegunIsRefusedInItsDialect() throws InterruptedException {
        vendor.play(_ -> {
            asked.countDown();
            await(goOn);
        });
        Running running = Running.before(vendor, Running.with(Keys.SERVER_DRAIN, "0s"));
        try (RawClient client = running.client()) {
            client.post("/v1/chat/completions", QUESTION.formatted(false));
            await(asked);
            Thread closing = Thread.startVirtualThread(running::close);
            RawAnswer answer = client.answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).contains("1");
            assertThat(answer.message()).contains("shutting down");
            closing.join();
        }
        goOn.countDown();
    }

    @Test
    void aRequestWhoseBodyIsStillUnderWayHoldsNothingUp() throws InterruptedException {
        Running running = Running.before(vendor, Running.with(Keys.SERVER_DRAIN, "0s"));
        try (RawClient client = running.client()) {
            client.say("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
            assertThat(running.send("GET", "/readyz").status()).isEqualTo(200);
            Thread closing = Thread.startVirtualThread(running::close);
            client.remainder();
            closing.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
