package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.AnyVendor;
import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What passes as it is, byte for byte, and what does not. */
@SuppressWarnings("NullAway.Init")
class PassageTest {
    private static final String TOKEN = "token-of-alice";
    private static final String ALICE = "x-goog-api-key: " + TOKEN;
    private static final String BOB = "x-goog-api-key: token-of-bob";

    private static final int LIMIT = 1 << 20;

    private static Running running;

    @BeforeAll
    static void start() {
        running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN + ",token-of-bob"),
                Running.with(Keys.GEMINI_API_KEY, "key-one,key-two"), Running.with(Keys.PASSAGE_UPLOAD_LIMIT, "1MiB"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void anUploadLeadsBackToTheGatewayAndNeedsNoTokenOnItsWay() {
        RawAnswer begun = begin(ALICE);
        String address = begun.header("x-goog-upload-url").orElseThrow();
        assertThat(address).startsWith("http://127.0.0.1/upload/v1beta/files?upload_id=");
        String path = address.substring("http://127.0.0.1".length());
        RawAnswer first = running.post(path, "12345", "x-goog-upload-command: upload", "x-goog-upload-offset: 0");
        assertThat(first.header("x-goog-upload-status")).contains("active");
        RawAnswer last = running.post(path, "678", "x-goog-upload-command: upload, finalize",
                "x-goog-upload-offset: 5");
        assertThat(last.header("x-goog-upload-status")).contains("final");
        assertThat(last.json().path("file").path("sizeBytes").asString("")).isEqualTo("8");
        assertThat(running.post(path.replaceAll("upload_id=[^&]*", "upload_id=guessed"), "1").status()).isEqualTo(401);
    }

    @Test
    void aCallersFileIsNoOtherCallers() {
        String name = uploaded();
        assertThat(running.send("GET", "/v1beta/" + name, ALICE).status()).isEqualTo(200);
        assertThat(running.send("GET", "/v1beta/" + name, ALICE).header("x-pollux-upstream")).contains("gemini/files");
        assertThat(running.send("GET", "/v1beta/" + name, ALICE).header("x-pollux-attempts")).contains("1");
        RawAnswer refused = running.send("GET", "/v1beta/" + name, BOB);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error().path("status").asString("")).isEqualTo("PERMISSION_DENIED");
        RawAnswer asked = running.post("/v1beta/models/gemini-2.5-flash:generateContent", """
                {"contents":[{"role":"user","parts":[{"fileData":{"fileUri":"https://x.example/v1beta/%s"}}]}]}"""
                .formatted(name), BOB);
        assertThat(asked.status()).isEqualTo(403);
    }

    @Test
    void browsersMayUploadAndReadWhereTo() {
        RawAnswer preflight = running.send("OPTIONS", "/upload/v1beta/files", "origin: https://page.example",
                "access-control-request-method: POST",
                "access-control-request-headers: x-goog-api-key,x-goog-upload-command,x-goog-upload-protocol");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("access-control-allow-headers").orElse("")).contains("x-goog-upload-command");
        RawAnswer begun = begin("origin: https://page.example", ALICE);
        assertThat(begun.header("access-control-allow-origin")).contains("*");
        assertThat(begun.header("access-control-expose-headers").orElse("")).contains("x-goog-upload-url",
                "x-goog-upload-status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/files", "/upload/v1beta/files", "/v1beta/cachedContents", "/v1beta/batches/b",
            "/v1beta/models/veo-3:predictLongRunning", "/gemini/v1beta/corpora"})
    void nothingPassesWithoutAToken(String path) {
        running.forget();
        for (String header : new String[]{"x: y", "x-goog-api-key: wrong", "authorization: Bearer wrong"}) {
            RawAnswer refused = running.post(path, "{}", header);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.error().path("status").asString("")).isEqualTo("UNAUTHENTICATED");
        }
        assertThat(running.recorded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void aBodyMayBeAsLongAsTheLimitAndNotOneByteMoreWhetherAnnouncedOrNot(int more) {
        int length = LIMIT + more;
        RawAnswer toCome = running.post("/upload/v1beta/files", "", ALICE, "x-goog-upload-protocol: resumable",
                "x-goog-upload-command: start", "x-goog-upload-header-content-length: " + length);
        RawAnswer announced = running.post("/v1beta/files", "x".repeat(length), ALICE);
        try (RawClient client = running.client()) {
            client.send("POST", "/v1beta/files", ALICE, "transfer-encoding: chunked");
            client.say(Integer.toHexString(length) + "\r\n").say(new byte[length]).say("\r\n0\r\n\r\n");
            for (RawAnswer answer : List.of(toCome, announced, client.answer())) {
                assertThat(answer.status()).as(answer.body()).matches(status -> (status == 413) == (more > 0));
            }
        }
    }

    @Test
    void aRefusalPassesByteForByte() {
        String body = "{ \"error\" : {\"code\": 400,\r\n \"message\": \"odd\\u0021\", \"status\": \"FAILED_PRECONDITION\"}}";
        try (ScriptedVendor vendor = ScriptedVendor.saying(
                ScriptedVendor.whole("400 Bad Request", "application/json", body, "set-cookie: a=b", "x-goog-odd: 1"));
                Running other = Running.before(vendor)) {
            RawAnswer answer = other.post("/v1beta/models/gemini-2.5-flash:someNewMethod?alt=media&a=%2f",
                    "{\"a\" :1}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(body);
            assertThat(answer.header("x-goog-odd")).contains("1");
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
            assertThat(vendor.requests().getFirst())
                    .startsWith("POST /v1beta/models/gemini-2.5-flash:someNewMethod?alt=media&a=%2f HTTP/1.1")
                    .endsWith("{\"a\" :1}");
        }
    }

    @ParameterizedTest
    @CsvSource({"/v1beta/files, /v1beta/files", "/v1/files/a%2Bb, /v1/files/a%2Bb", "/gemini/files, /v1beta/files",
            "/gemini/v1alpha/auth_tokens, /v1alpha/auth_tokens", "/upload/v1/files?a=b&key=k, /upload/v1/files?a=b",
            "/v1beta/tunedModels/t, /v1beta/tunedModels/t", "/v1beta/tunedModels, /v1beta/tunedModels",
            "/v1beta/tunedModels/t/permissions, /v1beta/tunedModels/t/permissions",
            "/v1beta/models/veo-3/operations/o, /v1beta/models/veo-3/operations/o",
            "/v1beta/operations/o, /v1beta/operations/o", "/v1beta/corpora/c/documents, /v1beta/corpora/c/documents",
            "/v1beta/fileSearchStores, /v1beta/fileSearchStores", "/v1beta/batches/b, /v1beta/batches/b",
            "/v1beta/cachedContents/c, /v1beta/cachedContents/c",
            "/download/v1beta/files/f:download?alt=media, /download/v1beta/files/f:download?alt=media",
            "/v1beta/files?k%65y=k&access_token=t&a=;&b, /v1beta/files?a=;&b"})
    void theVendorSeesThePathThatTheClientWrote(String path, String seen) {
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "text/plain", "x"));
                Running other = Running.before(vendor)) {
            assertThat(other.send("GET", path, "x-goog-api-key: k").status()).isEqualTo(200);
            assertThat(vendor.requests().getFirst()).startsWith("GET " + seen + " HTTP/1.1");
        }
    }

    @Test
    void aLimitOfOneKeyIsMendedByAnother() {
        try (ScriptedVendor vendor = ScriptedVendor.start(peer -> peer.send(peer.request().contains("key-a")
                ? ScriptedVendor.whole("429 Too Many", "application/json", """
                        {"error":{"code":429,"message":"slow down","status":"RESOURCE_EXHAUSTED"}}""")
                : ScriptedVendor.whole("200 OK", "application/json", "{\"name\":\"cachedContents/c\"}")));
                Running other = Running.before(vendor, Running.with(Keys.GEMINI_API_KEY, "key-a,key-b"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(other.post("/v1beta/cachedContents", "{}").status()).isEqualTo(200);
            }
            assertThat(other.send("GET", "/v1beta/cachedContents/c").status()).isEqualTo(200);
            assertThat(vendor.requests()).filteredOn(request -> request.contains("key-a")).hasSize(1);
        }
    }

    /** As when it is asked for an answer: any other key would get a 403. */
    @ParameterizedTest
    @ValueSource(strings = {"'contents':[{'parts':[{'fileData':{'fileUri':'%s/v1beta/files/f'}}]}]",
            "'generateContentRequest':{'contents':[{'parts':[{'fileData':{'fileUri':'%s/v1beta/files/f'}}]}]}",
            "'generateContentRequest':{'contents':[{'parts':[{'text':'a'}]}],'cachedContent':'cachedContents/c'}"})
    void tokensAreCountedWithTheKeyOfWhatIsCounted(String fields) {
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json",
                "{\"file\":{\"name\":\"files/f\"},\"cache\":{\"name\":\"cachedContents/c\"},\"totalTokens\":5}"));
                Running other = Running.before(vendor, Running.with(Keys.GEMINI_API_KEY, "key-a,key-b,key-c"))) {
            other.post("/v1beta/files", "{}");
            String body = "{" + fields.replace('\'', '"').replace("%s", "https://generativelanguage.googleapis.com")
                    + "}";
            for (int i = 0; i < 6; i++) {
                RawAnswer answer = other.post("/v1beta/models/gemini-2.5-flash:countTokens", body);
                assertThat(answer.json().path("totalTokens").asInt()).as(answer.body()).isEqualTo(5);
            }
            assertThat(vendor.requests()).hasSize(7);
            assertThat(vendor.requests().stream().map(PassageTest::key).distinct()).hasSize(1);
        }
    }

    private static String key(String request) {
        return request.lines().filter(line -> line.startsWith("x-goog-api-key")).findFirst().orElseThrow();
    }

    @Test
    void anOperationBelongsToTheKeyAndToTheModelByWhichItBegan() {
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("200 OK", "application/json",
                "{\"name\": \"models/veo-3/operations/o\"}"));
                Running other = Running.before(vendor, Running.with(Keys.GEMINI_API_KEY, "key-a,key-b,key-c"))) {
            other.post("/v1beta/models/veo-3:predictLongRunning", "{}");
            for (int i = 0; i < 6; i++) {
                assertThat(other.send("GET", "/v1beta/models/veo-3/operations/o").status()).isEqualTo(200);
            }
            assertThat(vendor.requests()).hasSize(7).last().asString()
                    .startsWith("GET /v1beta/models/veo-3/operations/o HTTP/1.1");
            assertThat(vendor.requests().stream().map(PassageTest::key).distinct()).hasSize(1);
        }
    }

    @Test
    void aRedirectToAnotherServerIsNotPassedOn() {
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("302 Found", "text/plain", "",
                "location: https://elsewhere.example/take-it")); Running other = Running.before(vendor)) {
            RawAnswer answer = other.send("GET", "/download/v1beta/files/f:download?alt=media");
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.head()).doesNotContain("elsewhere");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsBrokenOff() {
        try (ScriptedVendor vendor = ScriptedVendor.saying(
                "HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: 10\r\n\r\n12345");
                Running other = Running.before(vendor)) {
            assertThat(other.send("GET", "/v1beta/files/f:download?alt=media").complete()).isFalse();
        }
    }

    @Test
    void itMayBeClosed() {
        try (ScriptedVendor vendor = ScriptedVendor.saying("");
                Running closed = Running.before(vendor, Running.with(Keys.PASSAGE_OPEN, "false"))) {
            assertThat(closed.send("GET", "/v1beta/files").status()).isEqualTo(404);
            assertThat(vendor.requests()).isEmpty();
        }
    }

    @Test
    void whereNobodySpeaksGeminiThereIsNoSuchPath() {
        try (AnyVendor openAi = new AnyVendor("openai");
                RawClient client = RawClient.connect(URI.create(openAi.address()).getPort())) {
            RawAnswer answer = client.send("GET", "/v1beta/files").answer();
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.error().path("status").asString("")).isEqualTo("NOT_FOUND");
            assertThat(openAi.sandbox().recorded()).isEmpty();
        }
    }

    @Test
    void aLargeBodyIsNeverHeldWhole() {
        long size = 512L << 20;
        var taken = new AtomicLong();
        try (var vendor = new SwallowingVendor(taken);
                Running other = Running.before(vendor.base(), Running.with(Keys.PASSAGE_UPLOAD_LIMIT, "1GiB"));
                RawClient client = other.client()) {
            client.send("POST", "/upload/v1beta/files", "content-length: " + size);
            byte[] piece = new byte[1 << 20];
            long most = 0;
            for (long sent = 0; sent < size; sent += piece.length) {
                client.say(piece);
                most = Math.max(most, sent + piece.length - taken.get());
            }
            assertThat(client.answer().body()).isEqualTo(Long.toString(size));
            assertThat(most).as("bytes between client and vendor, the sockets' buffers included").isLessThan(64L << 20);
        }
    }

    private static RawAnswer begin(String... headers) {
        return running.post("/upload/v1beta/files", "{\"file\":{\"displayName\":\"x\"}}", Stream.concat(
                Stream.of(headers), Stream.of("x-goog-upload-protocol: resumable", "x-goog-upload-command: start",
                        "x-goog-upload-header-content-type: text/plain"))
                .toArray(String[]::new));
    }

    private static String uploaded() {
        String path = begin(ALICE).header("x-goog-upload-url").orElseThrow().substring("http://127.0.0.1".length());
        return running.post(path, "1", "x-goog-upload-command: upload, finalize", "x-goog-upload-offset: 0").json()
                .path("file").path("name").asString("");
    }
}
