package dev.pollux.road;

import static dev.pollux.road.Running.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** What all requests share, at its edge: one takes a part of it and stays, and another may have the rest, and no more. */
class RoomEdgesTest {
    private static final String MODEL = "gemini-2.5-flash";
    private static final String PATH = Asking.OPENAI.path(MODEL);
    private static final String QUESTION = Asking.OPENAI.body(MODEL);
    private static final String STAYING = QUESTION.replace("Hi", "Stay");
    private static final String ANSWER = Speech.GEMINI.whole("Well");
    private static final int ROOM = 1 << 20;
    /** More and less than half of it; both large enough to be counted. */
    private static final int PART = 600_000;
    private static final int PATIENCE = 20;

    private final CountDownLatch there = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ScriptedVendor vendor = ScriptedVendor.start(_ -> {});

    @AfterEach
    void stop() {
        vendor.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void bodies(int more) throws InterruptedException {
        vendor.play(peer -> {
            stay(peer);
            peer.send(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
        });
        try (Running running = Running.before(vendor, with(Keys.SERVER_BODY_LIMIT, "1MiB"),
                with(Keys.SERVER_BODIES_LIMIT, "1MiB")); RawClient first = running.client()) {
            first.post(PATH, filled(STAYING, PART));
            assertThat(there.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertRefusedIf(more > 0, running.post(PATH, filled(QUESTION, ROOM - PART + more)), "large requests");
            goOn.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
        }
    }

    /** A tree takes up room for each bracket: of small bodies, too. */
    @Test
    void bodiesOfHardlyAnythingButBrackets() throws InterruptedException {
        String brackets = ",\"x\":[" + "{},".repeat(7_000) + "{}]}";
        String words = ",\"x\":\"" + "word, ".repeat(20_000) + "\"}";
        vendor.play(peer -> {
            stay(peer);
            peer.send(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
        });
        try (Running running = Running.before(vendor, with(Keys.SERVER_BODY_LIMIT, "1MiB"),
                with(Keys.SERVER_BODIES_LIMIT, "1MiB")); RawClient first = running.client()) {
            first.post(PATH, STAYING.replaceFirst("}$", brackets));
            assertThat(there.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            for (Asking asking : Asking.values()) {
                RawAnswer refused = running.post(asking.path(MODEL), asking.body(MODEL).replaceFirst("}$", brackets));
                asking.assertRefusal(refused, asking == Asking.ANTHROPIC ? 529 : 503);
                assertThat(refused.message()).contains("large requests");
            }
            assertRefusedIf(true, running.post("/v1/images/generations",
                    "{\"model\":\"gemini-3.1-flash-image\",\"prompt\":\"draw\"}".replaceFirst("}$", brackets)),
                    "large requests");
            assertRefusedIf(false, running.post(PATH, QUESTION.replaceFirst("}$", words)), "");
            goOn.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
            assertSoonFree(running, "requests");
            assertRefusedIf(false, running.post(PATH, QUESTION.replaceFirst("}$", brackets)), "");
            assertSoonFree(running, "requests");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void answers(int more) throws InterruptedException {
        vendor.play(peer -> {
            boolean staying = peer.request().contains("Stay");
            byte[] answer = ScriptedVendor.utf8(filled(ANSWER, staying ? PART : ROOM - PART + more));
            peer.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                    + (answer.length + (staying ? 1 : 0)) + "\r\n\r\n");
            peer.send(answer);
            stay(peer);
            peer.send(staying ? " " : "");
        });
        try (Running running = withRoomForAnswers(); RawClient first = running.client()) {
            startStaying(first, running);
            assertRefusedIf(more > 0, running.post(PATH, QUESTION), "large answers");
            goOn.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
        }
    }

    /** As of bodies, whole or as a frame of a stream; what holds many signs, but in a text, takes up no more than that. */
    @Test
    void answersOfHardlyAnythingButBrackets() throws InterruptedException {
        String brackets = ",\"x\":[" + "{},".repeat(7_000) + "{}]}";
        String words = ",\"x\":\"" + "{\\\"},".repeat(5_000) + "\"}";
        var last = new AtomicReference<>(brackets);
        vendor.play(peer -> {
            boolean staying = peer.request().contains("Stay");
            String answer = staying ? filled(ANSWER, PART) : ANSWER.substring(0, ANSWER.length() - 1) + last.get();
            if (peer.request().contains(":streamGenerateContent")) {
                peer.send(ScriptedVendor.streamHead());
                peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("data: " + answer + "\n\n")));
                peer.send(ScriptedVendor.lastChunk());
            } else {
                peer.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                        + (answer.length() + 1) + "\r\n\r\n" + answer);
                stay(peer);
                peer.send(" ");
            }
        });
        try (Running running = withRoomForAnswers(); RawClient first = running.client()) {
            startStaying(first, running);
            for (Asking asking : Asking.values()) {
                for (RawAnswer refused : wholeAndStreamed(asking, running)) {
                    asking.assertRefusal(refused, asking == Asking.ANTHROPIC ? 529 : 503);
                    assertThat(refused.message()).contains("large answers");
                }
            }
            last.set(words);
            assertThat(wholeAndStreamed(Asking.OPENAI, running)).extracting(RawAnswer::status).containsOnly(200);
            goOn.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
            last.set(brackets);
            assertThat(wholeAndStreamed(Asking.OPENAI, running)).extracting(RawAnswer::status).containsOnly(200);
            assertSoonFree(running, "answers");
        }
    }

    private static List<RawAnswer> wholeAndStreamed(Asking asking, Running running) {
        return List.of(asking.ask(running, MODEL), running.post(asking.streamPath(MODEL), asking.streamBody(MODEL)));
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,2", "3,1"})
    void connectionsToAVendor(int connections, int waiting) throws Exception {
        var serving = new CountDownLatch(connections);
        vendor.play(peer -> {
            serving.countDown();
            peer.await(goOn);
            peer.send(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
            peer.keepOpen();
        });
        try (Running running = Running.before(vendor, with(Keys.UPSTREAM_CONNECTIONS, Integer.toString(connections)),
                with(Keys.UPSTREAM_WAITING, Integer.toString(waiting)));
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ExecutorCompletionService<RawAnswer>(clients);
            for (int client = 0; client < connections; client++) {
                answers.submit(() -> running.post(PATH, QUESTION));
            }
            // while a connection is being made, whoever it is for waits too
            assertThat(serving.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            for (int client = 0; client <= waiting; client++) {
                answers.submit(() -> running.post(PATH, QUESTION));
            }
            assertRefusedIf(true, answers.poll(PATIENCE, TimeUnit.SECONDS).get(), "wait for a connection");
            goOn.countDown();
            for (int client = 0; client < connections + waiting; client++) {
                assertThat(answers.poll(PATIENCE, TimeUnit.SECONDS).get().status()).isEqualTo(200);
            }
        }
    }

    private Running withRoomForAnswers() {
        return Running.before(vendor, with(Keys.UPSTREAM_ANSWER_LIMIT, "1MiB"), with(Keys.UPSTREAM_FRAME_LIMIT, "1MiB"),
                with(Keys.SERVER_ANSWERS_LIMIT, "1MiB"));
    }

    /** Its answer has been sent but for its end, and is there. */
    private void startStaying(RawClient client, Running running) throws InterruptedException {
        client.post(PATH, STAYING);
        assertThat(there.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        while (!running.send("GET", "/metrics").body().contains("pollux_large_bytes{of=\"answers\"} 600000.0")) {
            Thread.onSpinWait(); // on its way to the gateway
        }
    }

    /** Behind the last byte of an answer its exchange ends. */
    private static void assertSoonFree(Running running, String kind) {
        assertThat(Stream.generate(() -> running.send("GET", "/metrics").body()).limit(500)).as("soon")
                .anyMatch(figures -> figures.contains("pollux_large_bytes{of=\"" + kind + "\"} 0.0"));
    }

    private static void assertRefusedIf(boolean refused, RawAnswer answer, String words) {
        assertThat(answer.status()).as(answer.message()).isEqualTo(refused ? 503 : 200);
        if (refused) {
            assertThat(answer.header("retry-after")).contains("1");
            assertThat(answer.message()).contains(words);
        }
    }

    /** As the first one does that has come. */
    private void stay(ScriptedVendor.Peer peer) throws IOException {
        if (peer.request().contains("Stay")) {
            there.countDown();
            peer.await(goOn);
        }
    }

    private static String filled(String json, int length) {
        return json + " ".repeat(length - json.length());
    }
}
