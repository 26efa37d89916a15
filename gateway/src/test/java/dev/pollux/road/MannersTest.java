package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.io.IOException;

/** How each API's clients are received and refused at the door: credentials, errors in their own shape, probes. */
class MannersTest {
    private static final String TOKEN = "open-sesame";
    private static final String MODEL = "/v1beta/models/gemini-3.8-flash";

    private static Running gateway;

    @BeforeAll
    static void start() {
        gateway = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN), Running.with(Keys.SERVER_BODY_LIMIT, "2KB"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String api(RawAnswer refusal) {
        JsonNode body = refusal.json();
        if (body.path("type").asString("").equals("error")) {
            return "anthropic";
        }
        return body.path("error").path("status").isString() ? "gemini" : "openai";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1beta/models", "/anthropic/v1/models"})
    void theTokenIsGoodInAnyOfItsFiveForms(String path) {
        for (String header : new String[]{"authorization: Bearer ", "authorization: bearer ", "x-api-key: ",
                "x-goog-api-key: ", "api-key: "}) {
            assertThat(gateway.send("GET", path, header + TOKEN).status()).as(header).isEqualTo(200);
            assertThat(gateway.send("GET", path, header + "wrong").status()).as(header).isEqualTo(401);
        }
        assertThat(gateway.send("GET", path + "?key=" + TOKEN).status()).isEqualTo(200);
        assertThat(gateway.send("GET", path + "?key=wrong").status()).isEqualTo(401);
        assertThat(gateway.send("GET", path).status()).isEqualTo(401);
    }

    @Test
    void theSameTokenTwiceIsWellAndTwoDifferentOnesAreNot() {
        String bearer = "authorization: Bearer " + TOKEN;
        assertThat(gateway.send("GET", "/v1/models", bearer, "x-api-key: " + TOKEN).status()).isEqualTo(200);
        assertThat(gateway.send("GET", "/v1/models", bearer, "x-api-key: ").status()).isEqualTo(200);
        assertThat(gateway.send("GET", "/v1/models", bearer, "x-api-key: other").status()).isEqualTo(401);
        assertThat(gateway.send("GET", "/v1/models", bearer, "authorization: Bearer other").status()).isEqualTo(401);
        assertThat(gateway.send("GET", "/v1/models?key=other", bearer).status()).isEqualTo(401);
        assertThat(gateway.send("GET", "/v1/models?key=" + TOKEN + "&key=other").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /v1/chat/completions         |                               | openai    | 401
            POST | /v1/responses                |                               | openai    | 401
            POST | /v1/messages?beta=true       |                               | anthropic | 401
            POST | /v1/models/m:generateContent |                               | gemini    | 401
            GET  | /v1/chat/completions         | x-goog-api-key: k             | openai    | 405
            GET  | /v1/messages                 |                               | anthropic | 405
            GET  | /models/m:generateContent    |                               | gemini    | 405
            GET  | /v1beta/nowhere              |                               | gemini    | 401
            GET  | /v1/nowhere                  | x-goog-api-key: k             | gemini    | 401
            GET  | /v1/nowhere                  | anthropic-version: 2023-06-01 | anthropic | 404
            GET  | /v1/messages/batches         |                               | anthropic | 404
            GET  | /v1/nowhere                  |                               | openai    | 404
            POST | /v1/models/m:predict         | x-goog-api-key: k             | gemini    | 401
            GET  | /openai/nowhere              | x-goog-api-key: k             | openai    | 404
            """)
    void errorsAreToldInTheApiOfWhoeverAsks(String method, String path, String header, String api, int status) {
        RawAnswer refusal = header == null ? gateway.send(method, path) : gateway.send(method, path, header);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(api(refusal)).isEqualTo(api);
        assertThat(refusal.header("x-should-retry")).hasValue("false");
        assertThat(refusal.header("allow").isPresent()).isEqualTo(status == 405);
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions,openai", "/v1/messages,anthropic", MODEL + ":generateContent,gemini"})
    void aBodyThatIsTooLongIsRefusedInTheApiOfItsPath(String path, String api) {
        RawAnswer refusal = gateway.post(path, " ".repeat(3_000), "x-api-key: " + TOKEN);
        assertThat(refusal.status()).isEqualTo(413);
        assertThat(api(refusal)).isEqualTo(api);
        assertThat(refusal.header("x-should-retry")).hasValue("false");
    }

    @Test
    void anthropicsErrorsNameTheRequestInTheBodyToo() {
        RawAnswer refusal = gateway.post("/v1/messages", "{}", "x-api-key: " + TOKEN);
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.json().path("request_id").asString()).startsWith("req_")
                .isEqualTo(refusal.header("request-id").orElseThrow())
                .isEqualTo(refusal.header("x-request-id").orElseThrow());
    }

    @Test
    void aThreadIsRefusedWithTheWordThatMakesTheClientSendEverything() {
        RawAnswer refusal = gateway.post("/v1/messages?beta=true", """
                {"model":"gemini-3.8-flash","max_tokens":9,"thread":{"type":"create"},
                 "messages":[{"role":"user","content":"hi"}]}""", "authorization: Bearer " + TOKEN);
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.error().path("details").path("error_code").asString())
                .isEqualTo("thread_unsupported_request");
        assertThat(refusal.error().path("details").path("unsupported").path(0).asString()).isEqualTo("thread");
    }

    @ParameterizedTest
    @CsvSource({"/v1/responses,openai", "/v1/messages,anthropic", "/nowhere,openai",
            "/v1beta/models/m:streamGenerateContent,gemini"})
    void aWebSocketIsRefusedAtOnceWithoutAskingForTheToken(String path, String api) {
        RawAnswer refusal = gateway.send("GET", path, "connection: Upgrade", "upgrade: WebSocket",
                "sec-websocket-version: 13", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(refusal.status()).isEqualTo(426);
        assertThat(api(refusal)).isEqualTo(api);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/anthropic", "/api/hello", "/anthropic/api/hello", "/health", "/healthz",
            "/livez", "/readyz"})
    void probesNeedNoToken(String path) {
        assertThat(gateway.send("GET", path).json().path("service").asString()).isEqualTo("pollux");
        try (RawClient client = gateway.client()) {
            RawAnswer head = client.send("HEAD", path).answerToHead();
            assertThat(head.status()).isEqualTo(200);
            // nothing of a body is on the wire, else this would be read as it
            assertThat(client.send("GET", "/health").answer().status()).isEqualTo(200);
        }
        RawAnswer refusal = gateway.send("POST", path, "content-length: 0");
        assertThat(refusal.status()).isEqualTo(405);
        assertThat(refusal.header("allow")).hasValue("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/gemini-2.5-flash", "/v1beta/models", "/anthropic/v1/models",
            "/metrics", "/pollux/keys", "/images/none", "/v1/models/none", "/v1/nowhere"})
    void aHeadIsAnsweredAsAGetButForTheBody(String path) {
        String token = "x-api-key: " + TOKEN;
        RawAnswer get = gateway.send("GET", path, token);
        try (RawClient client = gateway.client()) {
            RawAnswer head = client.send("HEAD", path, token).answerToHead();
            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
            // nothing of a body is on the wire, else this would be read as it
            assertThat(client.send("GET", "/health").answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"429 Too Many Requests,insufficient_quota,429", "401 Unauthorized,invalid_api_key,502"})
    void aServerWhoseKeysAllRestOrAreRefusedIsNotReadyUntilOneIsBack(String line, String code, int told)
            throws IOException {
        String no = "{\"error\":{\"message\":\"no\",\"type\":\"" + code + "\",\"code\":\"" + code + "\"}}";
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole(line, "application/json", no));
                Running poor = Running.configured("""
                        upstreams: {any: {vendor: openai-compatible, base-url: '%s/v1', api-key: a-key-without-money}}
                        models: {default: any, refresh: 0s}
                        """.formatted(vendor.base()))) {
            assertThat(poor.send("GET", "/readyz").status()).isEqualTo(200);
            assertThat(Asking.OPENAI.ask(poor, "any-model").status()).isEqualTo(told);
            RawAnswer notReady = poor.send("GET", "/readyz");
            assertThat(notReady.status()).as(poor.send("GET", "/pollux/keys").body()).isEqualTo(503);
            assertThat(notReady.json().path("status").asString("")).isEqualTo("no key");
            assertThat(poor.send("GET", "/livez").status()).isEqualTo(200);
            assertThat(poor.send("POST", "/pollux/keys/any/1/reset", "content-length: 0").status()).isEqualTo(200);
            assertThat(poor.send("GET", "/readyz").status()).isEqualTo(200);
        }
    }

    @Test
    void aServerWithoutAKeyIsNotReady() {
        try (Running keyless = Running.start(Running.with(Keys.GEMINI_API_KEY, ""))) {
            assertThat(keyless.send("GET", "/readyz").status()).isEqualTo(503);
            assertThat(keyless.send("GET", "/livez").status()).isEqualTo(200);
            RawAnswer refusal = keyless.post("/v1/messages",
                    "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
            assertThat(refusal.status()).isEqualTo(502);
            assertThat(refusal.header("x-should-retry")).hasValue("false");
        }
    }

    @Test
    void aQueryThatCannotBeDecodedIsRefused() {
        assertThat(gateway.send("GET", "/v1/models?key=%zz").status()).isEqualTo(400);
    }

    @Test
    void aPreflightNeedsNoTokenAndAllowsWhatThePageAsksFor() {
        RawAnswer answer = gateway.send("OPTIONS", MODEL + ":generateContent", "origin: https://page.example",
                "access-control-request-method: POST", "access-control-request-headers: x-goog-api-key, content-type");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-headers")).hasValue("x-goog-api-key, content-type");
        RawAnswer refusal = gateway.send("GET", "/v1/nowhere", "origin: https://page.example");
        assertThat(refusal.header("access-control-allow-origin")).hasValue("*");
        assertThat(refusal.header("access-control-expose-headers").orElseThrow()).contains("request-id",
                "x-should-retry");
    }

    @Test
    void geminisClientsAreToldWhenToAskAgainInTheDetails() {
        try (ScriptedVendor vendor = ScriptedVendor.saying(ScriptedVendor.whole("429 Too Many Requests",
                "application/json",
                "{\"error\":{\"code\":429,\"message\":\"later\",\"status\":\"RESOURCE_EXHAUSTED\"}}",
                "retry-after: 7"));
                Running limited = Running.before(vendor)) {
            RawAnswer refusal = limited.post(MODEL + ":generateContent",
                    "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}");
            assertThat(refusal.status()).isEqualTo(429);
            // the key rests a little longer than the vendor says, lest all come back at once
            assertThat(Integer.parseInt(refusal.header("retry-after").orElseThrow())).isBetween(7, 10);
            assertThat(refusal.header("x-should-retry")).isEmpty();
            assertThat(refusal.body()).contains("google.rpc.RetryInfo", "\"retryDelay\":\"");
        }
    }
}
