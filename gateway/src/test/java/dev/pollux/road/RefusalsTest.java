package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any vendor is asked, with which status and in which words. */
class RefusalsTest {
    private static final String TOKEN = "token-of-this-test";
    private static final String BEARER = "authorization: Bearer " + TOKEN;
    private static final String QUESTION = "{\"model\":\"gemini-2.5-flash\",\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final int LIMIT = 64 * 1024;

    private static Running running;

    @BeforeAll
    static void start() {
        running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN), Running.with(Keys.SERVER_BODY_LIMIT, "64KiB"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void forget() {
        running.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization: Bearer " + TOKEN, "authorization: bearer " + TOKEN, "x-api-key: " + TOKEN,
            "x-goog-api-key: " + TOKEN, "api-key: " + TOKEN})
    void theTokenOpensInWhicheverHeaderItComes(String header) {
        assertThat(running.chat(QUESTION, header).status()).isEqualTo(200);
    }

    @Test
    void theTokenOpensAsAParameterToo() {
        assertThat(running.post("/v1/chat/completions?key=" + TOKEN, QUESTION).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-nothing: 1", "authorization: Bearer wrong", "authorization: Bearer ",
            "authorization: Basic " + TOKEN, "x-api-key: token-of-this-tes", "x-goog-api-key: token-of-this-test1",
            "cookie: token=" + TOKEN})
    void noTokenOrAWrongOneIs401(String header) {
        for (String path : new String[]{"/v1/chat/completions", "/chat/completions"}) {
            assertRefused(running.post(path, QUESTION, header), 401, "invalid_api_key", null);
        }
        assertRefused(running.send("GET", "/openai/v1/models", header), 401, "invalid_api_key", null);
        assertRefused(running.send("GET", "/openai/v1/models/gemini-2.5-flash", header), 401, "invalid_api_key", null);
    }

    @Test
    void twoDifferentTokensAre401() {
        assertRefused(running.chat(QUESTION, BEARER, "x-api-key: other"), 401, "invalid_api_key", null);
        assertRefused(running.post("/v1/chat/completions?key=other", QUESTION, BEARER), 401, "invalid_api_key", null);
        assertThat(running.chat(QUESTION, BEARER, "x-api-key: " + TOKEN).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization: Bearer " + TOKEN + "\r\nauthorization: Bearer other",
            "x-api-key: " + TOKEN + "\r\nx-api-key: other"})
    void twoTokensInOneHeaderAre401(String headers) {
        assertRefused(running.chat(QUESTION, headers), 401, "invalid_api_key", null);
    }

    @Test
    void twoTokensInTheQueryAre401() {
        assertRefused(running.post("/v1/chat/completions?key=" + TOKEN + "&key=other", QUESTION), 401,
                "invalid_api_key", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/nothing", "/v1/chat", "/v1/chat/completions/more", "/v1/modelss",
            "/favicon.ico"})
    void anUnknownPathIs404(String path) {
        assertRefused(running.send("GET", path, BEARER), 404, "path_not_found", null);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/chat/completions, POST", "PUT, /chat/completions, POST", "DELETE, /v1/models, GET",
            "POST, /v1/models/x, GET", "PATCH, /health, GET"})
    void aWrongMethodIs405AndTheAllowedAreNamed(String method, String path, String allowed) {
        RawAnswer answer = running.send(method, path, BEARER);
        assertRefused(answer, 405, "method_not_allowed", null);
        assertThat(answer.header("allow")).hasValueSatisfying(
                methods -> assertThat(methods.split(", ")).contains(allowed, "OPTIONS").doesNotContain(method));
    }

    @Test
    void aMethodThatNobodyServesIs405() {
        assertThat(running.send("TRACE", "/v1/models", BEARER).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{\"model\":\"x\",}", "{\"model\":\"x\"}}", "{\"model\":\"\\ud800\"",
            "\uFEFF"})
    void aBodyThatIsNoJsonIs400(String body) {
        assertRefused(running.chat(body, BEARER), 400, "invalid_json", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "1"})
    void aBodyThatIsNoObjectIs400(String body) {
        assertThat(running.chat(body, BEARER).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"model\":\"a\",\"model\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "{\"model\":\"a\",\"mod\\u0065l\":\"b\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\",\"content\":\"Ho\"}]}"})
    void aNameThatStandsTwiceIs400(String body) {
        assertRefused(running.chat(body, BEARER), 400, "invalid_json", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"missing_required_parameter | messages | {'model':'m'}",
            "invalid_type | messages | {'model':'m','messages':'Hi'}",
            "invalid_type | messages[0] | {'model':'m','messages':['Hi']}",
            "missing_required_parameter | messages[0].role | {'model':'m','messages':[{'content':'Hi'}]}",
            "invalid_value | messages[0].role | {'model':'m','messages':[{'role':'cat','content':'Hi'}]}",
            "invalid_type | temperature | {'model':'m','messages':[{'role':'user','content':'Hi'}],'temperature':'hot'}",
            "invalid_type | stream | {'model':'m','messages':[{'role':'user','content':'Hi'}],'stream':'yes'}",
            "invalid_type | model | {'model':5,'messages':[{'role':'user','content':'Hi'}]}",
            "invalid_type | max_tokens | {'model':'m','messages':[{'role':'user','content':'Hi'}],'max_tokens':'1'}",
            "missing_required_parameter | messages[0].content[0].image_url | "
                    + "{'model':'m','messages':[{'role':'user','content':[{'type':'image_url'}]}]}"})
    void aWrongFieldIs400AndNamed(String code, String param, String body) {
        assertRefused(running.chat(body.replace('\'', '"'), BEARER), 400, code, param);
    }

    @Test
    void aBodyAsLongAsTheLimitIsTakenAndOneByteMoreIs413() {
        assertThat(running.chat(padded(LIMIT), BEARER).status()).isEqualTo(200);
        running.forget();
        assertRefused(running.chat(padded(LIMIT + 1), BEARER), 413, "request_too_large", null);
    }

    @Test
    void anAnnouncedBodyThatIsTooLongIs413BeforeItComes() {
        try (RawClient client = running.client()) {
            RawAnswer answer = client.send("POST", "/v1/chat/completions", BEARER, "content-length: 1000000000")
                    .answer();
            assertRefused(answer, 413, "request_too_large", null);
            assertThat(answer.header("connection")).contains("close");
        }
    }

    @Test
    void aBodyInChunksThatGrowsTooLongIs413() {
        try (RawClient client = running.client()) {
            client.send("POST", "/v1/chat/completions", BEARER, "transfer-encoding: chunked");
            client.say(ScriptedVendor.chunk(new byte[LIMIT])).say(ScriptedVendor.chunk(new byte[1]));
            assertRefused(client.answer(), 413, "request_too_large", null);
        }
    }

    @Test
    void aBodyInChunksIsTaken() {
        try (RawClient client = running.client()) {
            client.send("POST", "/v1/chat/completions", BEARER, "transfer-encoding: chunked");
            byte[] question = ScriptedVendor.utf8(QUESTION);
            for (byte one : question) {
                client.say(ScriptedVendor.chunk(new byte[]{one}));
            }
            assertThat(client.say(ScriptedVendor.lastChunk()).answer().said()).isEqualTo("You said: Hi");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd", "deflate", "gzip, gzip"})
    void aPackedBodyIs415(String encoding) {
        assertRefused(running.chat(QUESTION, BEARER, "content-encoding: " + encoding), 415,
                "unsupported_content_encoding", null);
    }

    @Test
    void aModelOfTheListThatIsNotThereIs404() {
        RawAnswer answer = running.send("GET", "/v1/models/gpt-nothing", BEARER);
        assertRefused(answer, 404, "model_not_found", "model");
    }

    @Test
    void afterARefusalTheConnectionServesOn() {
        try (RawClient client = running.client()) {
            assertThat(client.post("/v1/chat/completions", "{", BEARER).answer().status()).isEqualTo(400);
            assertThat(client.send("GET", "/v1/nothing", BEARER).answer().status()).isEqualTo(404);
            assertThat(client.post("/v1/chat/completions", QUESTION, BEARER).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void eachAnswerHasAnIdOfItsOwn() {
        assertThat(running.send("GET", "/health").header("x-request-id")).isPresent()
                .isNotEqualTo(running.send("GET", "/health").header("x-request-id"));
    }

    private static String padded(int length) {
        String start = "{\"model\":\"sandbox-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"";
        String end = "\"}]}";
        return start + "x".repeat(length - start.length() - end.length()) + end;
    }

    private static void assertRefused(RawAnswer answer, int status, String code, String param) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).contains("application/json");
        assertThat(answer.header("x-request-id")).hasValueSatisfying(id -> assertThat(id).startsWith("req_"));
        assertThat(answer.header("access-control-allow-origin")).contains("*");
        assertThat(answer.message()).isNotBlank();
        assertThat(answer.error().propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(answer.error().path("type").asString("")).isEqualTo("invalid_request_error");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.error().path("param").isNull() ? null : answer.error().path("param").asString("?"))
                .isEqualTo(param);
        assertThat(running.recorded()).as("what the vendor was asked").isEmpty();
    }
}
