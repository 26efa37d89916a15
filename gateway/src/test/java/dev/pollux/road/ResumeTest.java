package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that loses its connection comes back to its stream and has, in the end, each event once. */
class ResumeTest {
    private static final int WORDS = 40;
    private static final String RESUME = "x-pollux-resume: 1";
    private static final Pattern ID = Pattern.compile("(?m)^id: (\\d+)\n");
    private static final Pattern STREAM = Pattern.compile("(?m)^x-pollux-stream: (\\S+)");
    private static final String CHAT = """
            {"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    enum Api {
        CHAT_COMPLETIONS("/v1/chat/completions", CHAT),
        RESPONSES("/v1/responses", """
                {"model":"gemini-2.5-flash","stream":true,"input":"Hi"}"""),
        ANTHROPIC("/v1/messages",
                """
                        {"model":"gemini-2.5-flash","stream":true,"max_tokens":99,"messages":[{"role":"user","content":"Hi"}]}"""),
        GEMINI("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", """
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""");

        private final String path;
        private final String body;

        Api(String path, String body) {
            this.path = path;
            this.body = body;
        }
    }

    private final Semaphore pace = new Semaphore(0);
    private ScriptedVendor vendor;
    private Running running;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(this::talk);
        running = Running.before(vendor);
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void whereverItsConnectionBreaks(Api api) {
        for (int seed = 0; seed < 8; seed++) {
            pace.drainPermits();
            var heard = new StringBuilder();
            String place = breakOften(new Random(seed), api.path, api.body, heard);
            String undisturbed = running.send("GET", place).body();
            assertThat(heard).as("with seed %d", seed).hasToString(undisturbed);
            assertNumbered(undisturbed);
            assertThat(undisturbed).contains("word" + (WORDS - 1) + "!");
        }
    }

    @Test
    void theEventsAreThoseOfAStreamThatIsNotKept() {
        pace.release(2 * WORDS + 2);
        String kept = running.chat(CHAT, RESUME).timeless();
        String plain = running.chat(CHAT).timeless();
        assertThat(ID.matcher(kept).replaceAll("")).isEqualTo(plain);
        assertThat(plain).doesNotContainPattern(ID);
    }

    @Test
    void aResponseIsFoundByItsIdAndTheNumberOfItsLastEvent() {
        pace.release(WORDS + 1);
        String whole = running.post(Api.RESPONSES.path, Api.RESPONSES.body, RESUME).body();
        Matcher id = Pattern.compile("\"id\":\"(resp_[^\"]+)\"").matcher(whole);
        assertThat(id.find()).isTrue();
        RawAnswer rest = running.send("GET", "/v1/responses/" + id.group(1) + "?stream=true&starting_after=7");
        assertThat(rest.body()).isEqualTo(whole.substring(whole.indexOf("id: 8\n")))
                .contains("\"sequence_number\":8,").doesNotContain("\"sequence_number\":7,");
        assertThat(running.send("GET", "/v1/responses/" + id.group(1)).status()).isEqualTo(404);
    }

    @Test
    void aLookAtTheHeadTakesTheStreamFromNobody() {
        pace.release(3);
        try (RawClient client = running.client()) {
            Matcher place = STREAM.matcher(client.post("/v1/chat/completions", CHAT, RESUME).head());
            assertThat(place.find()).isTrue();
            for (String address : new String[]{place.group(1), "/v1/responses/resp_1?stream=true"}) {
                try (RawClient other = running.client()) {
                    RawAnswer look = other.send("HEAD", address).answerToHead();
                    assertThat(look.status()).isEqualTo(405);
                    assertThat(look.header("allow")).hasValue("GET, OPTIONS");
                }
            }
            pace.release(WORDS);
            assertThat(client.chunksToEnd()).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void onlyWhoAskedComesBack() {
        try (Running guarded = Running.before(vendor, Running.with(Keys.ACCESS_TOKEN, "first-token,second-token"),
                Running.with(Keys.STREAM_RESUME, "60s"))) {
            pace.release(WORDS + 1);
            String place = guarded.chat(CHAT, "authorization: Bearer first-token").header("x-pollux-stream")
                    .orElseThrow();
            assertThat(guarded.send("GET", place, "authorization: Bearer second-token").code())
                    .isEqualTo("stream_not_found");
            assertThat(guarded.send("GET", place).status()).isEqualTo(401);
            assertThat(guarded.send("GET", place, "authorization: Bearer first-token").body()).contains("[DONE]");
        }
    }

    @Test
    void whoDoesNotComeBackInTimeIsGone() throws InterruptedException {
        try (LogLines log = LogLines.at("info");
                Running impatient = Running.before(vendor, Running.with(Keys.STREAM_RESUME, "200ms"))) {
            pace.release(1);
            try (RawClient client = impatient.client()) {
                client.post("/v1/chat/completions", CHAT).firstChunk();
            }
            assertThat(log.await(line -> line.contains("failure="))).contains("failure=client_gone");
        }
    }

    @Test
    void whatIsKeptIsBoundedAndWhatIsLostIsNamed() {
        try (Running small = Running.before(vendor, Running.with(Keys.STREAM_RESUME, "60s"),
                Running.with(Keys.STREAM_RESUME_LIMIT, "1KiB"), Running.with(Keys.STREAM_RESUME_STREAMS, "1"))) {
            pace.release(2 * WORDS + 2);
            RawAnswer answer = small.chat(CHAT);
            String place = answer.header("x-pollux-stream").orElseThrow();
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
            assertThat(small.send("GET", place, "last-event-id: 0").code()).isEqualTo("stream_position_lost");
            String last = Long.toString(lastId(answer.body()) - 1);
            assertThat(small.send("GET", place, "last-event-id: " + last).body()).endsWith("data: [DONE]\n\n")
                    .hasSizeLessThan(60);
            assertThat(small.chat(CHAT).header("x-pollux-stream")).as("there is room for one").isEmpty();
        }
    }

    /** One byte too long, and its beginning is let go of; the rest is there still. */
    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "1, true"})
    void aStreamAsLongAsMayBeKeptIsKeptWhole(int more, boolean whole) {
        pace.release(2 * WORDS);
        String stream = running.post(Api.GEMINI.path, Api.GEMINI.body, RESUME).body();
        int length = stream.getBytes(StandardCharsets.UTF_8).length;
        try (Running edge = Running.before(vendor, Running.with(Keys.STREAM_RESUME_LIMIT, length + more + "B"))) {
            String place = edge.post(Api.GEMINI.path, Api.GEMINI.body, RESUME).header("x-pollux-stream").orElseThrow();
            RawAnswer again = edge.send("GET", place);
            assertThat(whole ? again.body() : again.code()).isEqualTo(whole ? stream : "stream_position_lost");
            assertThat(edge.send("GET", place, "last-event-id: 0").body()).isEqualTo(
                    stream.substring(stream.indexOf("id: 1\n")));
        }
    }

    @Test
    void aStreamWithoutItsClientEndsWithTheGateway() {
        try (Running brief = Running.before(vendor, Running.with(Keys.STREAM_RESUME, "60s"),
                Running.with(Keys.SERVER_DRAIN, "0s"))) {
            pace.release(1);
            try (RawClient client = brief.client()) {
                client.post("/v1/chat/completions", CHAT).firstChunk();
            }
        } // which asserts that everything was given back
    }

    /** Breaks the connection again and again, at any byte, until the stream has come to its end. */
    private String breakOften(Random random, String path, String body, StringBuilder heard) {
        String place = "";
        while (true) {
            String text;
            try (RawClient client = running.client()) {
                pace.release(1);
                String first;
                if (place.isEmpty()) {
                    String head = client.post(path, body, RESUME).head();
                    Matcher address = STREAM.matcher(head);
                    assertThat(address.find()).as(head).isTrue();
                    place = address.group(1);
                    first = client.nextChunk();
                } else {
                    String last = heard.isEmpty() ? "" : Long.toString(lastId(heard.toString()));
                    client.send("GET", place, last.isEmpty() ? "x-nothing: 1" : "last-event-id: " + last);
                    first = client.firstChunk();
                }
                var part = new StringBuilder(first);
                for (int left = random.nextInt(12); left > 0; left--) {
                    pace.release(1);
                    String chunk = client.nextChunk();
                    if (chunk.isEmpty()) {
                        heard.append(part);
                        return place;
                    }
                    part.append(chunk);
                }
                text = part.substring(0, random.nextInt(part.length() + 1));
                if (random.nextBoolean()) {
                    client.reset();
                }
            } catch (UncheckedIOException e) {
                throw new AssertionError("the stream broke behind " + heard, e);
            }
            heard.append(text, 0, text.lastIndexOf("\n\n") + (text.contains("\n\n") ? 2 : 1));
        }
    }

    private static void assertNumbered(String events) {
        Matcher id = ID.matcher(events);
        long expected = 0;
        while (id.find()) {
            assertThat(Long.parseLong(id.group(1))).isEqualTo(expected++);
        }
        assertThat(expected).isGreaterThanOrEqualTo(WORDS);
    }

    private static long lastId(String events) {
        return ID.matcher(events).results().reduce((_, later) -> later).map(id -> Long.parseLong(id.group(1)))
                .orElse(-1L);
    }

    /** As many words as the test lets it say. */
    private void talk(ScriptedVendor.Peer peer) throws IOException {
        peer.send(ScriptedVendor.streamHead());
        for (int i = 0; i < WORDS; i++) {
            pace.acquireUninterruptibly();
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("""
                    data: {"candidates":[{"content":{"parts":[{"text":"word%d! "}],"role":"model"},"index":0%s}],\
                    "responseId":"r1","modelVersion":"gemini-2.5-flash"}

                    """.formatted(i, i == WORDS - 1 ? ",\"finishReason\":\"STOP\"" : ""))));
        }
        peer.send(ScriptedVendor.lastChunk());
    }
}
