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

/** Requests of those who want in, or want to know, or want to do harm: none reaches a vendor. */
class HostileTest {
    private static final String TOKEN = Canaries.secret("token-against-strangers-42");
    private static final String BODY = Asking.OPENAI.body("gemini-2.5-flash");
    private static final String START = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer "
            + TOKEN + "\r\n";
    /** A second request, hidden in what one of two programs takes for the body of the first. */
    private static final String HIDDEN = "GET /pollux/keys HTTP/1.1\r\nhost: x\r\n\r\n";

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
