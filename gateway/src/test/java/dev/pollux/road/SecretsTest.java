package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import dev.pollux.sandbox.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The canaries: a key and a token that must come out nowhere, whatever fails and however much is logged. */
class SecretsTest {
    private static final String KEY = "AIzaSyCanary/Key+1_with=odd~signs00";
    private static final String TOKEN = "pollux-canary/Token+2_with=odd~signs";
    private static final String BEARER = "authorization: Bearer " + TOKEN;
    private static final List<String> SCENARIOS = List.of("sandbox-echo", "sandbox-tools", "sandbox-think",
            "sandbox-max", "sandbox-safety", "sandbox-blocked", "sandbox-empty", "sandbox-empty-body",
            "sandbox-malformed-call", "sandbox-429", "sandbox-429-day", "sandbox-500", "sandbox-503", "sandbox-401key",
            "sandbox-403", "sandbox-404", "sandbox-location", "sandbox-flaky-1", "sandbox-cut", "sandbox-cut-clean",
            "sandbox-error-midstream", "sandbox-error-firstframe", "sandbox-garbage", "sandbox-html", "sandbox-plain",
            "sandbox-gzip", "sandbox-redirect", "sandbox-split-7");

    @TempDir
    private Path folder;
    private LogLines log;

    @BeforeEach
    void listen() {
        log = LogLines.at("trace");
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void noScenarioOfTheSandboxShowsASecret() throws InterruptedException {
        try (Running running = start()) {
            for (String scenario : SCENARIOS) {
                assertSecret(scenario, running.chat(question(scenario, false), BEARER));
                assertSecret(scenario, running.chat(question(scenario, true), BEARER));
            }
            log.await(line -> line.contains("sandbox-split-7(stream)"));
            assertLogSecret();
        }
    }

    @Test
    void noAnswerOfOursShowsASecret() throws InterruptedException {
        try (Running running = start()) {
            for (String path : List.of("/health", "/v1/models", "/nowhere", "/v1/models/none",
                    "/v1/chat/completions")) {
                assertSecret(path, running.send("GET", path, BEARER));
                assertSecret(path, running.send("GET", path, "authorization: Bearer " + TOKEN + "x"));
                assertSecret(path, running.send("GET", path + "?key=" + encoded(TOKEN)));
                assertSecret(path, running.send("GET", path, BEARER, "x-api-key: " + KEY));
            }
            assertSecret("no JSON", running.chat("{", BEARER));
            log.await(line -> line.contains("could not be read"));
            assertLogSecret();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found",
            "429 Too Many Requests", "500 Internal Server Error", "503 Unavailable", "302 Found", "200 OK"})
    void aVendorThatRepeatsTheKeyGivesItToNobody(String statusLine) {
        ScriptedVendor vendor = ScriptedVendor.saying("");
        try (vendor) {
            for (String echo : List.of("""
                    {"error":{"code":400,"message":"Key %s is odd","status":"INVALID_ARGUMENT","details":[{"@type":"t",\
                    "metadata":{"consumer":"api_key:%s"}}]}}""".formatted(KEY, KEY),
                    "{\"error\":{\"code\":429,\"message\":\"%s\",\"status\":\"%s\"}}".formatted(KEY, KEY),
                    "{\"message\":\"https://host/v1?key=%s\"}".formatted(encoded(KEY)),
                    "{\"error\":\"" + base64(KEY) + "\"}", "Key " + KEY, "<html>" + KEY + "</html>", "[\"" + KEY + "\"",
                    "{\"error\":{\"message\":\"" + KEY.replace("/", "\\/") + "\"}}")) {
                vendor.play(peer -> peer.send(said(statusLine, "application/json", echo)));
                assertSecret(echo, ask(vendor, false));
                if (statusLine.startsWith("200")) {
                    vendor.play(peer -> peer.send(said(statusLine, "text/event-stream", "data: " + echo + "\n\n")));
                    assertSecret(echo, ask(vendor, true));
                }
            }
        }
        assertLogSecret();
    }

    @Test
    void aVendorThatRepeatsTheKeyInMidStreamGivesItToNobody() {
        String half = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Half\"}]},\"index\":0}]}\n\n";
        ScriptedVendor vendor = ScriptedVendor.saying("");
        try (vendor) {
            for (String end : List.of("data: {\"error\":{\"code\":500,\"message\":\"" + KEY + "\"}}\n\n",
                    "data: {\"error\":{\"code\":500,\"message\":\"?key=" + encoded(KEY) + "\"}}\n\n",
                    "data: {\"candidates\":\"" + KEY + "\"}\n\n", "data: " + KEY + "\n\n",
                    "data: {\"" + KEY + "\n\n")) {
                vendor.play(peer -> peer.send(ScriptedVendor.whole("200 OK", "text/event-stream", half + end)));
                RawAnswer answer = ask(vendor, true);
                assertThat(answer.body()).contains("Half").contains("\"error\"");
                assertSecret(end, answer);
            }
        }
        assertLogSecret();
    }

    @Test
    void nothingOfTheClientsCredentialsReachesTheVendor() {
        try (Running running = start()) {
            running.chat(question("sandbox-echo", false), BEARER, "x-api-key: " + TOKEN, "cookie: session=" + TOKEN,
                    "proxy-authorization: Basic " + TOKEN, "x-forwarded-for: 192.0.2.1", "x-goog-user-project: theirs",
                    "referer: http://page.example/?key=" + TOKEN, "openai-organization: " + TOKEN);
            running.post("/v1/chat/completions?key=" + encoded(TOKEN), question("sandbox-echo", true),
                    "api-key: " + TOKEN);
            assertThat(running.recorded()).hasSize(2).allSatisfy(SecretsTest::assertOurs);
        }
    }

    private static void assertOurs(Recorded request) {
        for (String form : Canaries.forms(TOKEN)) {
            assertThat(request.uri() + request.headers() + request.text()).doesNotContain(form);
        }
        assertThat(request.uri()).doesNotContain("key=");
        assertThat(request.headers()).containsEntry("x-goog-api-key", KEY).doesNotContainKeys("authorization", "cookie",
                "x-api-key", "api-key", "proxy-authorization", "x-forwarded-for", "referer", "x-goog-user-project");
    }

    private Running start() {
        return Running.start(Running.with(Keys.GEMINI_API_KEY, KEY), Running.with(Keys.ACCESS_TOKEN, TOKEN),
                Running.with(Keys.LOG_LEVEL, "trace"), Running.with(Keys.LOG_DETAIL, "true"),
                Running.with(Keys.LOG_DETAIL_FILE, folder.resolve("detail.log").toString()));
    }

    private static String said(String statusLine, String type, String body) {
        return ScriptedVendor.whole(statusLine, type, body, "x-echo: " + KEY,
                "location: http://127.0.0.1:9/?key=" + KEY,
                "set-cookie: k=" + KEY, "www-authenticate: Bearer realm=\"" + KEY + "\"");
    }

    /** Through a gateway that has not yet given the key a rest. */
    private static RawAnswer ask(ScriptedVendor vendor, boolean stream) {
        try (Running running = Running.before(vendor, Running.with(Keys.GEMINI_API_KEY, KEY),
                Running.with(Keys.ACCESS_TOKEN, TOKEN))) {
            return running.chat(question("gemini-2.5-flash", stream), BEARER);
        }
    }

    private static String question(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    private static void assertSecret(String name, RawAnswer answer) {
        for (String form : secrets()) {
            assertThat(answer.head() + answer.body()).as(name).doesNotContain(form);
        }
    }

    private void assertLogSecret() {
        assertThat(log.lines()).isNotEmpty();
        for (String form : secrets()) {
            assertThat(log.lines()).noneMatch(line -> line.contains(form));
        }
    }

    private static List<String> secrets() {
        return Stream.concat(Canaries.forms(KEY).stream(), Canaries.forms(TOKEN).stream()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
