package dev.pollux.road;

import static dev.pollux.road.Running.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

/** Requests of those who want in, or want to know, or want to do harm: none reaches a vendor. */
class HostileTest {
    private static final String TOKEN = Canaries.secret("token-against-strangers-42");
    private static final String BODY = Asking.OPENAI.body("gemini-2.5-flash");
    private static final String START = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer "
            + TOKEN + "\r\n";
    /** A second request, hidden in what one of two programs takes for the body of the first. */
    private static final String HIDDEN = "GET /pollux/keys HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + TOKEN
            + "\r\n\r\n";

    private static Running running;

    @BeforeAll
    static void start() {
        running = Running.start(with(Keys.ACCESS_TOKEN, TOKEN), with(Keys.LIMITS_PER_ADDRESS, "requests-per-day=3"),
                with(Keys.SERVER_KEEP_ALIVE, "2s"), with(Keys.SERVER_HEAD_TIMEOUT, "2s"));
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
    @ValueSource(strings = {"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            "transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n",
            "content-length: 5\r\ncontent-length: 6\r\n\r\n{    }",
            "content-length: 5, 6\r\n\r\n{    }",
            "content-length: +5\r\n\r\n{   }", "content-length: -1\r\n\r\n{   }", "content-length: 0x5\r\n\r\n{   }",
            "transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
            "transfer-encoding: identity, chunked, identity\r\n\r\n0\r\n\r\n",
            "transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
            "x-folded: one\r\n two\r\ncontent-length: 0\r\n\r\n",
            "content-length: 5\nx: y\r\n\r\n{   }",
            "content-length : 5\r\n\r\n{   }",
            "x-null: a\u0000b\r\ncontent-length: 0\r\n\r\n",
            "no colon\r\ncontent-length: 0\r\n\r\n",
            "transfer-encoding: chunked\r\n\r\n-1\r\n\r\n",
            "transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n\r\n",
            "transfer-encoding: chunked\r\n\r\n5\r\n{   }X\r\n0\r\n\r\n"})
    void noTwoProgramsCanDisagreeAboutWhereARequestEnds(String rest) {
        try (RawClient client = running.client()) {
            String heard = client.say(START + rest + HIDDEN).remainder();
            assertThat(heard).as("answers").doesNotContain("\"keys\"").doesNotContain("HTTP/1.1 200");
            assertThat(running.recorded()).as("what the vendor was asked").isEmpty();
        }
    }

    @Test
    void whatIsHiddenThereWouldBeAnswered() {
        try (RawClient client = running.client()) {
            assertThat(client.say(HIDDEN).answer().body()).contains("\"keys\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization: Basic " + "x", "authorization: Bearer", "authorization: Token {}",
            "proxy-authorization: Bearer {}", "cookie: key={}", "x-api-token: {}", "referer: http://x/?key={}",
            "x-goog-api-key: {}, {}", "authorization: Bearer {} {}", "authorization: Bearer Bearer {}"})
    void aTokenInAnOddPlaceOpensNothing(String header) {
        assertThat(Asking.OPENAI.ask(running, "gemini-2.5-flash", header.replace("{}", TOKEN)).status())
                .isEqualTo(401);
        assertThat(running.recorded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?KEY={}", "?api_key={}", "?token={}", "#key={}", "?k%65y=%00{}", ";key={}"})
    void aTokenInAnOddPlaceOfTheAddressOpensNothing(String query) {
        assertThat(running.post("/v1/chat/completions" + query.replace("{}", TOKEN), BODY).status())
                .isIn(400, 401, 404);
        assertThat(running.recorded()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void jsonOf1000LevelsIsRefusedOrPassedOnButBreaksNothing(Asking asking) {
        String deep = "[".repeat(1_000) + "]".repeat(1_000);
        String body = asking.body("gemini-2.5-flash").replaceFirst("\\{", "{\"deep\":" + deep + ",");
        asking.assertRefusal(running.post(asking.path("gemini-2.5-flash"), body, "x-api-key: " + TOKEN), 400);
        assertThat(running.recorded()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void namesThatStandTwiceAndNullBytesAreRefused(Asking asking) {
        String path = asking.path("gemini-2.5-flash");
        for (String body : new String[]{asking.body("m").replaceFirst("\\{", "{\"model\":\"a\",\"model\":\"b\","),
                asking.body("m").replaceFirst("\\{", "{\"a\u0000\":1,"), asking.body("m") + "\u0000"}) {
            asking.assertRefusal(running.post(path, body, "x-api-key: " + TOKEN), 400);
        }
        assertThat(running.recorded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/audio/transcriptions", "/v1/images/edits"})
    void nothingDeepOrDoubledComesInByAForm(String path) {
        String deep = "[".repeat(1_000) + "]".repeat(1_000);
        for (String field : new String[]{"model\"\r\n\r\na\r\n--x\r\ncontent-disposition: form-data; name=\"model",
                "model\0", "../../etc/passwd"}) {
            RawAnswer answer = running.post(path, "--x\r\ncontent-disposition: form-data; name=\"" + field
                    + "\"\r\n\r\n" + deep + "\r\n--x--\r\n", "x-api-key: " + TOKEN,
                    "content-type: multipart/form-data; boundary=x");
            assertThat(answer.status()).as(answer.body()).isBetween(400, 415);
        }
        assertThat(running.recorded()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/../pollux/keys", "/v1/%2e%2e/pollux/keys", "/v1/..%2fpollux/keys", "/v1/./models",
            "/v1/..\\pollux/keys", "/v1beta/files/..%2f..%2fv1beta/models", "/images/..%2f..%2fetc%2fpasswd",
            "/images/%2e%2e", "/v1/%c0%ae%c0%ae/pollux/keys", "/v1/%zz"})
    void aPathThatClimbsLeadsNowhere(String path) {
        assertThat(running.send("GET", path, "x-api-key: " + TOKEN).status()).as(path).isIn(400, 404);
        assertThat(running.recorded()).isEmpty();
    }

    @Test
    void aTokenInTheBodyOrThePathOrInFrontOfTheHostOpensNothing() {
        assertThat(running.chat(BODY.replaceFirst("\\{", "{\"api_key\":\"" + TOKEN + "\",\"key\":\"" + TOKEN + "\","))
                .status()).isEqualTo(401);
        for (String path : new String[]{"/" + TOKEN + "/v1/chat/completions", "/v1/" + TOKEN + "/chat/completions"}) {
            assertThat(running.post(path, BODY).status()).isIn(401, 404);
        }
        try (RawClient client = running.client()) {
            client.say("POST http://user:" + TOKEN + "@x/v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: "
                    + BODY.length() + "\r\n\r\n" + BODY);
            assertThat(client.answer().status()).isIn(400, 401);
        }
        assertThat(running.recorded()).isEmpty();
    }

    @Test
    void headsThatAreTooLargeAreRefusedAndTheNextClientIsServed() {
        String[] many = new String[200];
        Arrays.setAll(many, i -> "x-many-" + i + ": y");
        for (RawAnswer answer : List.of(running.send("GET", "/v1/models?" + "a".repeat(9_000)),
                running.send("GET", "/v1/models", "x-large: " + "a".repeat(40_000)),
                running.send("GET", "/v1/models", many))) {
            assertThat(answer.status()).isIn(400, 414, 431);
        }
        assertThat(running.send("GET", "/v1/models", "x-api-key: " + TOKEN).status()).isEqualTo(200);
    }

    /** Without trusted proxies nobody's word counts but the socket's. */
    @Test
    void anInventedAddressGivesNobodyAnotherLimit() {
        int answered = 0;
        for (int i = 0; i < 8; i++) {
            answered += Asking.OPENAI.ask(running, "sandbox-fast", "x-api-key: " + TOKEN,
                    "x-forwarded-for: 192.0.2." + i, "forwarded: for=192.0.2." + i, "x-real-ip: 192.0.2." + i,
                    "client-ip: 192.0.2." + i, "true-client-ip: 192.0.2." + i).status() == 200 ? 1 : 0;
        }
        assertThat(answered).isEqualTo(3);
    }
}
