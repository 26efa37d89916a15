package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What a client of the chat dialect is told when the vendor fails before its first word. */
class VendorFailuresTest {
    private static final String JSON = "application/json";
    private static final String ANSWER = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Well\"}],"
            + "\"role\":\"model\"},\"finishReason\":\"STOP\"}]}";

    private ScriptedVendor vendor;
    private Running running;

    /** A new one for each case: it learns from failures, and would keep from a key that was refused. */
    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(_ -> {});
        running = Running.before(vendor, Running.with(Keys.UPSTREAM_ANSWER_LIMIT, "64KiB"),
                Running.with(Keys.UPSTREAM_FRAME_LIMIT, "32KiB"));
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    /** What the vendor says; the status and a word of the message that the client gets. */
    record Case(String name, String said, int status, String word) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> answers() {
        return Stream.of(
                new Case("a web page", ScriptedVendor.whole("200 OK", "text/html", "<html>Welcome</html>"), 502,
                        "JSON"),
                new Case("a web page as an error", ScriptedVendor.whole("503 No", "text/html", "<html>Sorry</html>"),
                        503, "503"),
                new Case("an empty body", ScriptedVendor.whole("200 OK", JSON, ""), 502, "could not be read"),
                new Case("an empty object", ScriptedVendor.whole("200 OK", JSON, "{}"), 502, "empty"),
                new Case("half an answer", ScriptedVendor.whole("200 OK", JSON, ANSWER.substring(0, 40)), 502,
                        "could not be read"),
                new Case("no content", "HTTP/1.1 204 No Content\r\n\r\n", 502, "204"),
                new Case("a redirect", ScriptedVendor.whole("302 Found", "text/plain", "",
                        "location: http://127.0.0.1:9/"), 502, "redirects"),
                new Case("a permanent redirect", ScriptedVendor.whole("308 Moved", "text/plain", "",
                        "location: http://127.0.0.1:9/"), 502, "redirects"),
                new Case("something packed",
                        ScriptedVendor.whole("200 OK", JSON, "\u001f\b\u0000", "content-encoding: gzip"),
                        502, "could not be read"),
                new Case("too long an answer", ScriptedVendor.whole("200 OK", JSON, " ".repeat(70_000) + ANSWER), 502,
                        "limit"),
                new Case("a length that is not reached", "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                        + "content-length: 1000\r\n\r\n{", 502, "broke off"),
                new Case("no HTTP", "SSH-2.0-nonsense\r\n\r\n", 502, "closed the connection"),
                new Case("nothing", "", 502, "closed the connection"),
                refused("400 Bad", 400, "INVALID_ARGUMENT", "The cat is not supported.", 400, "The cat"),
                refused("400 Bad", 400, "FAILED_PRECONDITION", "User location is not supported for the API use.", 502,
                        "location"),
                refused("403 Forbidden", 403, "PERMISSION_DENIED", "Caller lacks permission.", 502, "refuses"),
                refused("404 Not Found", 404, "NOT_FOUND", "models/x is not found for API version v1beta.", 404,
                        "not found"),
                refused("429 Slowly", 429, "RESOURCE_EXHAUSTED", "Resource has been exhausted.", 429, "exhausted"),
                refused("500 Oops", 500, "INTERNAL", "An internal error has occurred.", 500, "internal error"),
                refused("503 Busy", 503, "UNAVAILABLE", "The model is overloaded.", 503, "overloaded"),
                refused("504 Late", 504, "DEADLINE_EXCEEDED", "The deadline expired.", 504, "deadline"));
    }

    private static Case refused(String line, int code, String status, String message, int told, String word) {
        return new Case(line + " " + status,
                ScriptedVendor.whole(line, JSON, "{\"error\":{\"code\":" + code + ",\"message\":\"" + message
                        + "\",\"status\":\"" + status + "\"}}"),
                told, word);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aFailureHasAFittingStatusAndOpenAisShape(Case fault) {
        vendor.play(peer -> peer.send(fault.said()));
        assertFailed(running.chat(question(false)), fault.status(), fault.word());
        stop();
        start();
        vendor.play(peer -> peer.send(fault.said()));
        assertFailed(running.chat(question(true)), fault.status(), fault.word());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKeyThatTheVendorRefusesIsNotTheClientsFault(boolean stream) {
        vendor.play(peer -> peer.send(ScriptedVendor.whole("400 Bad Request", JSON, """
                {"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",
                "status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",
                "reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""")));
        assertFailed(running.chat(question(stream)), 502, "refuses the gateway's key");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void silenceIs504(boolean stream) {
        vendor.play(ScriptedVendor.Peer::awaitClose);
        try (Running impatient = Running.before(vendor, Running.with(Keys.UPSTREAM_FIRST_BYTE_TIMEOUT, "1s"))) {
            assertFailed(impatient.chat(question(stream)), 504, "did not begin");
        }
    }

    @ParameterizedTest
    @CsvSource({"500,2", "502,2", "503,2", "504,2"})
    void whoHasTriedAgainHimselfTellsTheClientNotTo(String status, String calls) {
        vendor.play(peer -> peer.send(ScriptedVendor.whole(status + " Bad", JSON, "{}")));
        for (boolean stream : new boolean[]{false, true}) {
            RawAnswer answer = running.chat(question(stream));
            assertThat(answer.status()).isEqualTo(Integer.parseInt(status));
            assertThat(answer.header("x-should-retry")).contains("false");
            assertThat(answer.header("x-pollux-attempts")).contains(calls);
            assertThat(answer.header("x-pollux-upstream")).contains("gemini/gemini-2.5-flash");
        }
    }

    @Test
    void whereWaitingHelpsTheClientMayComeAgain() {
        vendor.play(peer -> peer.send(ScriptedVendor.whole("503 Busy", JSON, "{}", "retry-after: 9")));
        RawAnswer answer = running.chat(question(false));
        assertThat(answer.header("retry-after")).contains("9");
        assertThat(answer.header("x-should-retry")).isEmpty();
        assertThat(answer.header("x-pollux-attempts")).contains("1");
    }

    @ParameterizedTest
    @CsvSource({"retry-after: 7, 7|8", "retry-after: 0.2, 1", "retry-after: 1.5, 1|2", "x-nothing: 1, 5|6"})
    void whenToAskAgainIsPassedOn(String header, String expected) {
        vendor.play(peer -> peer.send(ScriptedVendor.whole("429 Slowly", JSON,
                "{\"error\":{\"code\":429,\"message\":\"Slowly.\",\"status\":\"RESOURCE_EXHAUSTED\"}}", header)));
        RawAnswer answer = running.chat(question(false));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after").orElse("")).as("when the key is really back").matches(expected);
    }

    @Test
    void aVendorThatIsNotThereIs502WithoutItsAddress() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (Running nobody = Running.before(URI.create("http://127.0.0.1:" + port))) {
            RawAnswer answer = nobody.chat(question(false));
            assertFailed(answer, 502, "refused the connection");
            assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain(Integer.toString(port));
        }
    }

    @Test
    void aVendorWhoseNameNobodyKnowsIs502() {
        try (Running nobody = Running.before(URI.create("http://no-such-name.invalid"))) {
            assertFailed(nobody.chat(question(true)), 502, "could not be resolved");
        }
    }

    @Test
    void aKeptConnectionThatTheVendorHasClosedIsNobodysConcern() {
        Set<ScriptedVendor.Peer> used = ConcurrentHashMap.newKeySet();
        vendor.play(peer -> {
            if (used.add(peer)) {
                peer.send(ScriptedVendor.whole("200 OK", JSON, ANSWER));
                peer.keepOpen();
            } else {
                peer.reset(); // it had given it up, and the next request was on its way
            }
        });
        for (int i = 0; i < 20; i++) {
            assertThat(running.chat(question(false)).said()).isEqualTo("Well");
        }
        assertThat(vendor.requests()).as("some twice").hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"})
    void redirectsAreNotFollowedAndTheLogTellsWhereTheyLead(String status) throws InterruptedException {
        try (var elsewhere = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", JSON, ANSWER));
                var log = LogLines.at("info")) {
            vendor.play(peer -> peer.send(ScriptedVendor.whole(status, "text/plain", "",
                    "location: " + elsewhere.base() + "/v1beta/models?key=of-somebody")));
            RawAnswer answer = running.chat(question(false));
            assertFailed(answer, 502, "redirects");
            assertThat(answer.body()).doesNotContain("127.0.0.1");
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(log.await(line -> line.startsWith("WARN")))
                    .contains("redirects to " + elsewhere.base() + ":").doesNotContain("of-somebody");
        }
    }

    @Test
    void aFrameLongerThanTheLimitIs502() {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8("data: \"" + "x".repeat(40_000))));
            peer.awaitClose();
        });
        assertThat(running.chat(question(true)).status()).isEqualTo(502);
    }

    private static String question(boolean stream) {
        return "{\"model\":\"gemini-2.5-flash\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    private static void assertFailed(RawAnswer answer, int status, String word) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.complete()).isTrue();
        assertThat(answer.header("content-type")).contains(JSON);
        assertThat(answer.header("x-request-id")).isPresent();
        assertThat(answer.error().propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(answer.error().path("type").asString("")).isNotBlank();
        assertThat(answer.message()).containsIgnoringCase(word);
    }
}
