package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * Pictures of megabytes go in and come out by every road.
 *
 * <p>None of it is work for an event loop: whatever reads, writes or copies many bytes asserts that it is on no such
 * thread ({@link dev.pollux.thread.Threads#mayWorkOn}), so that an exchange that goes wrong there breaks off here.
 */
class LargePicturesTest {
    private static final String DATA = picture();
    private static final String URL = "data:image/png;base64," + DATA;
    private static final Pattern TEXT = Pattern.compile("\"(?:content|text|data|url)\":\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile("/images/[A-Za-z0-9_-]{22}\\.png");
    private static final String DRAWN = "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"" + DATA + "\"}}";
    private static final String SAID = "{\"text\":\"Here it is.\"}";

    @TempDir
    private static Path folder;
    private static ScriptedVendor vendor;
    private static Running running;

    @BeforeAll
    static void start() {
        vendor = ScriptedVendor.start(peer -> answer(peer, SAID + "," + DRAWN));
        running = Running.before(vendor, Running.with(Keys.MEDIA_DIRECTORY, folder.toString()));
    }

    @AfterAll
    static void stop() {
        running.close();
        vendor.close();
    }

    @ParameterizedTest
    @CsvSource({"chat,false,true", "chat,false,false", "chat,true,true", "chat,true,false", "responses,false,true",
            "responses,false,false", "responses,true,true", "responses,true,false", "anthropic,false,true",
            "anthropic,false,false", "anthropic,true,true", "anthropic,true,false", "gemini,false,true",
            "gemini,false,false", "gemini,true,true", "gemini,true,false"})
    void throughAChat(String dialect, boolean stream, boolean sent) {
        for (String drawn : new String[]{SAID + "," + DRAWN, DRAWN + "," + SAID, DRAWN}) {
            vendor.play(peer -> answer(peer, drawn));
            RawAnswer answer = ask(running, dialect, stream, sent);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.complete()).as("complete").isTrue();
            assertThat(answer.body().contains(DATA) || LINK.matcher(answer.body()).find()).as("has the picture")
                    .isTrue();
            assertThat(vendor.requests().getLast().contains(DATA)).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @CsvSource({"chat,data-url", "chat,native", "anthropic,data-url", "anthropic,native"})
    void asPartOfTheAnswerItself(String dialect, String form) {
        vendor.play(peer -> answer(peer, DRAWN));
        try (Running other = Running.before(vendor, Running.with(Keys.MEDIA_CHAT, form))) {
            for (boolean stream : new boolean[]{false, true}) {
                RawAnswer answer = ask(other, dialect, stream, false);
                assertThat(answer.complete() && texts(answer.body()).contains(DATA)).as("stream: " + stream).isTrue();
            }
        }
    }

    /** A long text comes in many pieces. */
    private static String texts(String body) {
        return TEXT.matcher(body).results().map(found -> found.group(1)).collect(Collectors.joining());
    }

    @Test
    void outOfTheStoreAndBackIntoTheHistory() {
        vendor.play(peer -> answer(peer, DRAWN));
        Matcher link = LINK.matcher(ask(running, "chat", false, false).body());
        assertThat(link.find()).isTrue();
        RawAnswer whole = running.send("GET", link.group());
        assertThat(whole.complete()).isTrue();
        assertThat(whole.header("content-length")).contains(Integer.toString(Base64.getDecoder().decode(DATA).length));
        assertThat(running.send("GET", link.group(), "range: bytes=1-").status()).isEqualTo(206);
        try (RawClient client = running.client()) {
            RawAnswer head = client.send("HEAD", link.group()).answerToHead();
            assertThat(head.header("content-length")).isEqualTo(whole.header("content-length"));
        }
        assertThat(running.chat("{\"model\":\"gemini-3.1-flash-image\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"Draw\"},{\"role\":\"assistant\",\"content\":\"![image](http://here" + link.group()
                + ")\"},{\"role\":\"user\",\"content\":\"Once more\"}]}").status()).isEqualTo(200);
        assertThat(vendor.requests().getLast().contains(DATA)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"response_format\":\"url\"", ",\"stream\":true", ",\"n\":2"})
    void byOpenAisPathsForPictures(String more) {
        vendor.play(peer -> answer(peer, DRAWN));
        String order = "{\"model\":\"gemini-3.1-flash-image\",\"prompt\":\"A cat\"" + more;
        for (RawAnswer answer : new RawAnswer[]{running.post("/v1/images/generations", order + "}"),
                running.post("/v1/images/edits", order + ",\"images\":[{\"image_url\":\"" + URL + "\"}]}")}) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.complete()).isTrue();
            assertThat(answer.body().contains(DATA) || LINK.matcher(answer.body()).find()).isTrue();
        }
    }

    @Test
    void inABodyThatDoesNotTellItsLength() {
        vendor.play(peer -> answer(peer, SAID));
        try (RawClient client = running.client()) {
            client.send("POST", "/v1/chat/completions", "transfer-encoding: chunked",
                    "content-type: application/json");
            client.say(ScriptedVendor.chunk(ScriptedVendor.utf8(question("chat", false, true))));
            assertThat(client.say(ScriptedVendor.lastChunk()).answer().status()).isEqualTo(200);
        }
        assertThat(vendor.requests().getLast().contains(DATA)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusalOfThatLengthIsRead(boolean stream) {
        vendor.play(peer -> peer.send(ScriptedVendor.whole("400 Bad Request", "application/json",
                "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"" + DATA + "\"}}")));
        RawAnswer answer = ask(running, "chat", stream, false);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).hasSizeLessThan(100_000);
    }

    private static RawAnswer ask(Running gateway, String dialect, boolean stream, boolean sent) {
        return gateway.post(switch (dialect) {
            case "chat" -> "/v1/chat/completions";
            case "responses" -> "/v1/responses";
            case "anthropic" -> "/v1/messages";
            default -> "/v1beta/models/gemini-3.1-flash-image:"
                    + (stream ? "streamGenerateContent?alt=sse" : "generateContent");
        }, question(dialect, stream, sent));
    }

    private static String question(String dialect, boolean stream, boolean sent) {
        String head = "{\"model\":\"gemini-3.1-flash-image\",\"max_tokens\":9000,\"stream\":" + stream;
        return switch (dialect) {
            case "chat" -> head + ",\"messages\":[{\"role\":\"user\",\"content\":["
                    + (sent ? "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + URL + "\"}}," : "")
                    + "{\"type\":\"text\",\"text\":\"Draw\"}]}]}";
            case "responses" -> head.replace("max_tokens", "max_output_tokens")
                    + ",\"input\":[{\"role\":\"user\",\"content\":["
                    + (sent ? "{\"type\":\"input_image\",\"image_url\":\"" + URL + "\"}," : "")
                    + "{\"type\":\"input_text\",\"text\":\"Draw\"}]}]}";
            case "anthropic" -> head + ",\"messages\":[{\"role\":\"user\",\"content\":["
                    + (sent
                            ? "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                                    + "\"data\":\"" + DATA + "\"}},"
                            : "")
                    + "{\"type\":\"text\",\"text\":\"Draw\"}]}]}";
            default -> "{\"contents\":[{\"role\":\"user\",\"parts\":[" + (sent ? DRAWN + "," : "")
                    + "{\"text\":\"Draw\"}]}]}";
        };
    }

    /** Whole or streamed, as Gemini is asked. */
    private static void answer(ScriptedVendor.Peer peer, String parts) throws IOException {
        String body = "{\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[" + parts
                + "]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":1,"
                + "\"candidatesTokenCount\":1,\"totalTokenCount\":2}}";
        peer.keepOpen();
        boolean stream = peer.request().contains(":streamGenerateContent");
        peer.send(stream
                ? ScriptedVendor.whole("200 OK", "text/event-stream", "data: " + body + "\r\n\r\n")
                : ScriptedVendor.whole("200 OK", "application/json", body));
    }

    /** More than a megabyte that is really a picture. */
    private static String picture() {
        var noise = new BufferedImage(640, 640, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int at = 0; at < 640 * 640; at++) {
            noise.setRGB(at % 640, at / 640, random.nextInt());
        }
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(noise, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
