package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;

/** What the HTTP parser lets through and the guard does not. */
class DoorTest {
    private static Running running;

    @BeforeAll
    static void start() {
        running = Running.start(Running.with(Keys.SERVER_HEAD_FIELDS, "20"),
                Running.with(Keys.SERVER_HEAD_LIMIT, "4KiB"), Running.with(Keys.SERVER_LINE_LIMIT, "1KiB"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource({"TRACE, 405", "CONNECT, 405", "BREW, 405"})
    void methodsThatNoClientNeedsAreRefused(String method, int status) {
        assertThat(running.send(method, "/health").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/../health", "/v1/./models", "/v1/%2e%2e/health", "/v1/..%2fhealth", "/v1%2fmodels",
            "/v1\\models", "/v1/%5cmodels", "/v1/models/..%2f..%2fhealth", "/v1/models/a%00b", "/v1/mo%0adels",
            "/v1/models/%2e", "/.."})
    void pathsThatTwoProgramsCouldReadDifferentlyAreRefused(String path) {
        assertThat(running.send("GET", path).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/google%2Fgemini-2.5-flash", "/v1/models/google/gemini-2.5-flash",
            "/v1/models/gemini-2.5-flash", "/v1//models", "/health"})
    void modelsMayHaveSlashesAndDotsInTheirNames(String path) {
        assertThat(running.send("GET", path).status()).isIn(200, 404);
    }

    @Test
    void aHeadOfAsManyFieldsAsAllowedPassesAndOneMoreDoesNot() {
        assertThat(running.send("GET", "/health", fields(19)).status()).isEqualTo(200);
        RawAnswer refused = running.send("GET", "/health", fields(20));
        assertThat(refused.status()).isEqualTo(431);
        assertThat(refused.code()).isEqualTo("too_many_header_fields");
    }

    @Test
    void aFieldThatStandsThereOftenCountsEachTime() {
        String[] same = Collections.nCopies(20, "x-same: 1").toArray(String[]::new);
        assertThat(running.send("GET", "/health", same).code()).isEqualTo("too_many_header_fields");
    }

    @Test
    void aHeadOrALineThatIsTooLongIsRefused() {
        assertThat(running.send("GET", "/health", "x: " + "a".repeat(5_000)).status()).isEqualTo(431);
        assertThat(running.send("GET", "/health?" + "a".repeat(2_000)).status()).isEqualTo(414);
    }

    @Test
    void http2IsNotSpokenInClearText() {
        try (RawClient client = running.client()) {
            client.say("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(client.remainder()).isEqualTo("HTTP/2.0 501 Not Implemented\r\ncontent-length: 0\r\n\r\n");
        }
        RawAnswer answer = running.send("GET", "/health", "connection: upgrade, http2-settings", "upgrade: h2c",
                "http2-settings: AAMAAABkAAQAAP__");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).startsWith("HTTP/1.1 200");
    }

    @Test
    void aHalfClosedConnectionCountsAsOneThatIsGone() throws InterruptedException {
        try (LogLines log = LogLines.at("info"); RawClient client = running.client()) {
            client.post("/v1/chat/completions", """
                    {"model":"sandbox-hang","messages":[{"role":"user","content":"Hi"}]}""");
            client.finishSending();
            assertThat(log.await(line -> line.contains("sandbox-hang"))).contains("failure=client_gone");
        }
    }

    private static String[] fields(int count) {
        var fields = new String[count];
        for (int i = 0; i < count; i++) {
            fields[i] = "x-" + i + ": y";
        }
        return fields;
    }
}
