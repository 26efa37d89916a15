package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Clients that take their time: each wait has its limit, and none of them ends an exchange that runs. */
class SlowClientsTest {
    private static final String QUESTION = """
            {"model":"sandbox-fast","messages":[{"role":"user","content":"Hi"}]}""";
    private static final String ANSWER = ScriptedVendor.whole("200 OK", "application/json",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Well\"}]},\"finishReason\":\"STOP\"}]}");
    private static final String HEAD = """
            POST /v1/chat/completions HTTP/1.1\r
            host: x\r
            content-type: application/json\r
            content-length: 1000\r
            \r
            """;

    private Running running;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whoSendsNoHeadIsLeft() {
        running = Running.start(Running.with(Keys.SERVER_HEAD_TIMEOUT, "1s"));
        try (RawClient silent = running.client(); RawClient slow = running.client()) {
            slow.say("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx-");
            assertThat(silent.readToClose()).isZero();
            assertThat(slow.readToClose()).isZero();
        }
    }

    @Test
    void whoSendsTheNextHeadTooSlowlyIsLeftAlthoughTheConnectionMayBeIdleForLong() {
        running = Running.start(Running.with(Keys.SERVER_HEAD_TIMEOUT, "1s"));
        try (RawClient client = running.client()) {
            assertThat(client.post("/v1/chat/completions", QUESTION).answer().status()).isEqualTo(200);
            client.say("POST /v1/chat/comp");
            assertThat(client.readToClose()).isZero();
        }
    }

    @Test
    void anIdleConnectionIsClosedAfterItsTimeAndServesUntilThen() {
        running = Running.start(Running.with(Keys.SERVER_KEEP_ALIVE, "1s"));
        try (RawClient client = running.client()) {
            assertThat(client.post("/v1/chat/completions", QUESTION).answer().status()).isEqualTo(200);
            assertThat(client.post("/v1/chat/completions", QUESTION).answer().status()).isEqualTo(200);
            assertThat(client.readToClose()).isZero();
        }
    }

    @Test
    void noLimitForSilentClientsEndsWhoWaitsForAnAnswer() throws InterruptedException {
        var silent = new CountDownLatch(1);
        try (ScriptedVendor vendor = ScriptedVendor.start(peer -> {
            awaited(silent);
            peer.send(ANSWER);
        })) {
            running = Running.before(vendor, Running.with(Keys.SERVER_HEAD_TIMEOUT, "1s"),
                    Running.with(Keys.SERVER_KEEP_ALIVE, "1s"), Running.with(Keys.SERVER_WRITE_STALL, "1s"),
                    Running.with(Keys.SERVER_BODY_TIMEOUT, "1s"));
            try (RawClient waiting = running.client(); RawClient idle = running.client()) {
                waiting.post("/v1/chat/completions", QUESTION);
                assertThat(idle.readToClose()).isZero();
                try (RawClient second = running.client()) {
                    assertThat(second.readToClose()).isZero(); // twice the limits are over
                }
                silent.countDown();
                assertThat(waiting.answer().said()).isEqualTo("Well");
            }
        }
    }

    @Test
    void whoSendsTheBodyTooSlowlyIsTold() {
        running = Running.start(Running.with(Keys.SERVER_BODY_TIMEOUT, "1s"),
                Running.with(Keys.SERVER_BODY_RATE, "0B"));
        try (RawClient client = running.client()) {
            RawAnswer answer = client.say(HEAD + "{").answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.message()).contains("did not arrive in time");
            assertThat(client.readToClose()).isZero();
        }
    }

    @Test
    void whoDripsTheBodyIsToldLongBeforeItsTimeIsOver() {
        running = Running.start(Running.with(Keys.SERVER_HEAD_TIMEOUT, "1s"),
                Running.with(Keys.SERVER_BODY_RATE, "1MiB"), Running.with(Keys.SERVER_BODY_TIMEOUT, "1h"));
        try (RawClient client = running.client()) {
            assertThat(client.say(HEAD + "{").answer().status()).isEqualTo(408);
        }
    }

    @Test
    void whoReadsNothingOfAWholeAnswerIsLeft() throws InterruptedException {
        String text = "x".repeat(16 << 20);
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text
                        + "\"}]},\"finishReason\":\"STOP\"}]}"));
                LogLines log = LogLines.at("info")) {
            running = Running.before(vendor, Running.with(Keys.SERVER_WRITE_STALL, "1s"),
                    Running.with(Keys.SERVER_CONNECTIONS, "1"));
            try (RawClient client = RawClient.connect(running.port(), 4 * 1024)) {
                client.post("/v1/chat/completions", QUESTION);
                log.await(line -> line.contains("/v1/chat/completions 499"));
                // there is room for one connection only
                assertThat(Stream.generate(running::isServing).filter(served -> served).findFirst()).contains(true);
                assertThat(client.readToClose()).isLessThan(text.length());
            }
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let the vendor go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
