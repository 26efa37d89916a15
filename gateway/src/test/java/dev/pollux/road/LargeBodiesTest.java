package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Bodies of megabytes: they go through as they are, and how many may be in work together is bounded. */
@Timeout(60)
class LargeBodiesTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String DATA = "QUJD".repeat(200_000);
    private static final String ANSWER = "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"inlineData\":"
            + "{\"mimeType\":\"image/png\",\"data\":\"" + DATA + "\"}}]},\"finishReason\":\"STOP\"}]}";

    @Test
    void moreThanTheRoomHoldsIsRefusedForAMoment() {
        var asked = new CountDownLatch(1);
        var answering = new CountDownLatch(1);
        try (ScriptedVendor vendor = ScriptedVendor.start(peer -> {
            if (peer.request().length() > DATA.length()) {
                asked.countDown();
                await(answering);
            }
            peer.send(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
        });
                Running running = Running.before(vendor, Running.with(Keys.SERVER_BODY_LIMIT, "1MiB"),
                        Running.with(Keys.SERVER_BODIES_LIMIT, "1MiB"));
                RawClient first = running.client()) {
            first.post(PATH, question(DATA));
            await(asked);
            RawAnswer second = running.post(PATH, question(DATA));
            assertThat(second.status()).isEqualTo(503);
            assertThat(second.header("retry-after")).contains("1");
            assertThat(running.post(PATH, question("QUJD")).status()).isEqualTo(200);
            answering.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
            assertThat(statusWhenThereIsRoom(running, question(DATA))).isEqualTo(200);
        }
    }

    @Test
    void whatIsRefusedOrBreaksOffGivesItsRoomBack(@TempDir Path folder) {
        try (Running running = Running.start(Running.with(Keys.MEDIA_DIRECTORY, folder.toString()),
                Running.with(Keys.SERVER_BODY_LIMIT, "1MiB"),
                Running.with(Keys.SERVER_BODIES_LIMIT, "1MiB"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(running.post(PATH, "x".repeat(900_000)).status()).isEqualTo(400);
            }
            try (RawClient client = running.client()) {
                client.say("POST " + PATH + " HTTP/1.1\r\nhost: here\r\nauthorization: Bearer any\r\n"
                        + "content-length: 900000\r\n\r\n{");
            }
            assertThat(statusWhenThereIsRoom(running, question(DATA))).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"786432,200", "786433,503"}) // a megabyte in base64, and a little more
    void aPictureOfTheHistoryTakesUpRoomAsIfItWereInTheBody(int bytes, int status, @TempDir Path folder)
            throws IOException {
        Files.write(folder.resolve("AAAAAAAAAAAAAAAAAAAAAA.png"), new byte[bytes]);
        String body = "{\"model\":\"gemini-3.1-flash-image\",\"messages\":[{\"role\":\"assistant\",\"content\":"
                + "\"![](http://here/images/AAAAAAAAAAAAAAAAAAAAAA.png)\"},{\"role\":\"user\",\"content\":\"On\"}]}";
        try (Running running = Running.start(Running.with(Keys.MEDIA_DIRECTORY, folder.toString()),
                Running.with(Keys.SERVER_BODY_LIMIT, "1MiB"), Running.with(Keys.SERVER_BODIES_LIMIT, "1MiB"))) {
            RawAnswer answer = running.post(PATH, body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.header("retry-after").isPresent()).isEqualTo(status == 503);
            assertThat(statusWhenThereIsRoom(running, question(DATA))).as("all was given back").isEqualTo(200);
        }
    }

    @Test
    void everyByteOfALongBodyArrives() {
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json", ANSWER));
                Running running = Running.before(vendor, Running.with(Keys.MEDIA_CHAT, "native"))) {
            JsonNode answer = running.post(PATH, question(DATA)).json();
            assertThat(answer.at("/choices/0/message/images/0/image_url/url").asString(""))
                    .isEqualTo("data:image/png;base64," + DATA);
            String sent = vendor.requests().getFirst();
            assertThat(Json.tree(sent.substring(sent.indexOf("\r\n\r\n") + 4))
                    .at("/contents/0/parts/0/inlineData/data").asString("")).isEqualTo(DATA);
        }
    }

    /** An exchange is over a moment after its answer: then its bytes are given back. */
    private static int statusWhenThereIsRoom(Running running, String body) {
        while (true) {
            int status = running.post(PATH, body).status();
            if (status != 503) {
                return status;
            }
        }
    }

    private static String question(String data) {
        return "{\"model\":\"gemini-3.1-flash-image\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
                + "\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + data + "\"}}]}]}";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
