package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** How much of answers may be in work together is bounded: what does not fit is refused in its client's words. */
class LargeAnswersTest {
    private static final String PICTURE = "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\""
            + "QUJD".repeat(200_000) + "\"}}";
    private static final String WORD = "{\"text\":\"Yes.\"}";
    /** As the local store names its files. */
    private static final String STORED = "AAAAAAAAAAAAAAAAAAAAAA.png";

    private static final int BEGINNING = 700_000;

    @TempDir
    private Path folder;
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CountDownLatch goingOn = new CountDownLatch(1);
    private ScriptedVendor vendor;
    private Running running;

    @BeforeEach
    void start() throws IOException {
        Files.write(folder.resolve(STORED), new byte[BEGINNING]);
        vendor = ScriptedVendor.start(this::answer);
        running = Running.before(vendor, Running.with(Keys.UPSTREAM_ANSWER_LIMIT, "1MiB"),
                Running.with(Keys.UPSTREAM_FRAME_LIMIT, "1MiB"),
                Running.with(Keys.SERVER_ANSWERS_LIMIT, "1MiB"),
                Running.with(Keys.MEDIA_DIRECTORY, folder.toString()));
    }

    @AfterEach
    void stop() {
        goingOn.countDown();
        running.close();
        vendor.close();
    }

    @ParameterizedTest
    @CsvSource({"chat,false,503", "chat,true,503", "responses,false,503", "responses,true,503", "anthropic,false,529",
            "anthropic,true,529", "gemini,false,503", "gemini,true,503"})
    void moreThanTheRoomHoldsIsRefusedForAMoment(String dialect, boolean stream, int refused) {
        try (RawClient first = running.client()) {
            first.post(path(dialect, stream), question(dialect, stream, "hold"));
            await(holding);
            while (held() < BEGINNING) {
                Thread.onSpinWait(); // it has been sent, and is on its way to the gateway
            }
            RawAnswer second = ask(dialect, stream, "draw");
            assertThat(second.status()).isEqualTo(refused);
            assertThat(second.header("retry-after")).contains("1");
            assertThat(second.message()).contains("too many large answers in work");
            assertThat(running.send("GET", "/images/" + STORED).status()).isEqualTo(503);
            assertThat(ask(dialect, stream, "say").status()).isEqualTo(200);
            goingOn.countDown();
            assertThat(first.answer().complete()).isTrue();
        }
        assertThat(IntStream.range(0, 500).map(_ -> ask(dialect, stream, "draw").status())
                .filter(status -> status != refused).findFirst()).as("once the first is over").hasValue(200);
        assertThat(running.send("GET", "/images/" + STORED).status()).isEqualTo(200);
    }

    @Test
    void whatBreaksOffGivesItsRoomBack() {
        for (int i = 0; i < 3; i++) {
            vendor.play(peer -> {
                peer.send(head(800_000, "application/json") + "{\"candidates\":[" + PICTURE.substring(0, BEGINNING));
                peer.reset();
            });
            assertThat(ask("chat", false, "draw").status()).isEqualTo(502);
        }
        vendor.play(this::answer);
        assertThat(ask("chat", false, "draw").status()).isEqualTo(200);
    }

    /** Responses tells all of them once more at its end. */
    @ParameterizedTest
    @ValueSource(ints = {600_000, 20_000})
    void allPicturesOfOneStreamAreHeldTogether(int length) {
        vendor.play(peer -> {
            String parts = PICTURE.replaceFirst("QUJD.*\"", "QUJD".repeat(length / 4) + "\"");
            peer.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n");
            for (int sent = 0; sent <= 1 << 20; sent += length) {
                peer.send("data: {\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":["
                        + parts + "]}}]}\n\n");
            }
        });
        assertThat(ask("responses", true, "draw").body()).contains("response.output_item.done", "response.failed",
                "too many large answers in work");
        assertThat(held()).as("once it is over").isZero();
    }

    @Test
    void allPicturesOfOneOrderAreHeldTogether() {
        assertThat(running.post("/v1/images/generations",
                "{\"model\":\"gemini-3.1-flash-image\",\"prompt\":\"draw\",\"n\":2}").status()).isEqualTo(503);
        assertThat(running.post("/v1/images/generations",
                "{\"model\":\"gemini-3.1-flash-image\",\"prompt\":\"draw\"}").status()).isEqualTo(200);
    }

    private void answer(ScriptedVendor.Peer peer) throws IOException {
        peer.keepOpen();
        boolean stream = peer.request().contains(":streamGenerateContent");
        String parts = peer.request().contains("say") ? WORD : PICTURE;
        String body = (stream ? "data: " : "") + "{\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\","
                + "\"parts\":[" + parts + "]},\"finishReason\":\"STOP\"}]}" + (stream ? "\n\n" : "");
        peer.send(head(body.length(), stream ? "text/event-stream" : "application/json"));
        if (!peer.request().contains("hold")) {
            peer.send(body);
            return;
        }
        peer.send(body.substring(0, BEGINNING));
        holding.countDown();
        await(goingOn);
        peer.send(body.substring(BEGINNING));
    }

    private double held() {
        String name = "pollux_large_bytes{of=\"answers\"} ";
        return running.send("GET", "/metrics").body().lines().filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length()))).sum();
    }

    private static String head(int length, String type) {
        return "HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\ncontent-length: " + length + "\r\n\r\n";
    }

    private RawAnswer ask(String dialect, boolean stream, String what) {
        return running.post(path(dialect, stream), question(dialect, stream, what));
    }

    private static String path(String dialect, boolean stream) {
        return switch (dialect) {
            case "chat" -> "/v1/chat/completions";
            case "responses" -> "/v1/responses";
            case "anthropic" -> "/v1/messages";
            default -> "/v1beta/models/gemini-3.1-flash-image:"
                    + (stream ? "streamGenerateContent?alt=sse" : "generateContent");
        };
    }

    private static String question(String dialect, boolean stream, String what) {
        return switch (dialect) {
            case "gemini" -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + what + "\"}]}]}";
            case "responses" ->
                "{\"model\":\"gemini-3.1-flash-image\",\"stream\":" + stream + ",\"input\":\"" + what + "\"}";
            default -> "{\"model\":\"gemini-3.1-flash-image\",\"max_tokens\":99,\"stream\":" + stream
                    + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + what + "\"}]}";
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
