package dev.pollux.road;

import static dev.pollux.road.Running.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import dev.pollux.secret.Digest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many callers at one gateway: who they are, what they may, and what they may use up. */
class CallersTest {
    private static final String ANNAS = Canaries.secret("annas-token-0123456789");
    private static final String BENS = Canaries.secret("bens-token-0123456789");
    private static final String ONCE = Canaries.secret("carls-token-0123456789");
    private static final String ANNA = "authorization: Bearer " + ANNAS;
    private static final String BEN = "x-api-key: " + BENS;
    private static final String MODEL = "gemini-2.5-flash";

    private static volatile Instant now = Instant.parse("2026-11-21T15:59:59.500Z");
    private static Running running;

    @BeforeAll
    static void start() {
        running = Running.start(() -> now, """
                callers:
                  anna:
                    token: %s
                    limits: {requests-per-minute: 1000, tokens-per-day: 100000}
                  ben:
                    token: %s
                    models: [gemini-2.5-*]
                    last-day: 2026-11-22
                  carl: {token: %s, limits: {requests-per-day: 20}}
                """.formatted(ANNAS, Digest.of(BENS).text(), ONCE),
                with(Keys.LIMITS_TIME_ZONE, "Asia/Shanghai"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void theLogNamesTheCaller() throws InterruptedException {
        try (LogLines log = LogLines.at("info")) {
            Asking.OPENAI.ask(running, "sandbox-fast", BEN);
            Asking.OPENAI.ask(running, "sandbox-fast", ANNA);
            // lines of the test before may still come
            log.await(line -> line.contains("caller=anna") && line.contains("sandbox-fast"));
            assertThat(log.await(line -> line.contains("caller=ben") && line.contains("403"))).doesNotContain(BENS);
        }
    }

    @Test
    void theListHoldsOnlyWhatTheCallerMayAsk() {
        assertThat(running.send("GET", "/v1/models", BEN).json().path("data").valueStream()
                .map(model -> model.path("id").asString("")))
                .contains(MODEL).allMatch(id -> id.startsWith("gemini-2.5-"));
        assertThat(running.send("GET", "/v1/models", ANNA).body()).contains("\"gemini-2.0-flash\"");
        assertThat(running.send("GET", "/v1/models/gemini-2.0-flash", BEN).status()).isEqualTo(404);
        assertThat(running.send("GET", "/v1/models/gemini-2.0-flash", ANNA).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void successesTellWhatIsLeft(Asking asking) {
        RawAnswer answer = asking.ask(running, MODEL, ANNA);
        assertThat(answer.status()).isEqualTo(200);
        if (!asking.left().isEmpty()) {
            assertThat(answer.header(asking.left())).hasValueSatisfying(
                    left -> assertThat(Integer.parseInt(left)).isBetween(900, 999));
            assertThat(answer.header(asking.left().replace("requests", "tokens"))).isPresent();
            assertThat(asking.ask(running, MODEL, BEN).header(asking.left())).as("without limits").isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/models", "GET, /v1/models/x", "POST, /v1/models", "GET, /pollux/keys",
            "POST, /v1/chat/completions", "POST, /v1/responses", "POST, /v1/messages",
            "POST, /v1beta/models/x:countTokens", "POST, /v1/embeddings", "GET, /v1beta/models"})
    void everyRouteIsClosedToStrangers(String method, String path) {
        assertThat(running.send(method, path).status()).isEqualTo(401);
        assertThat(running.send(method, path, "authorization: Bearer " + Digest.of(ANNAS).text()).status())
                .isEqualTo(401);
    }

    @Test
    void of200AtOnceExactlyAsManyAsAllowedGetAnAnswerAndAsManyAgainAfterMidnight() throws Exception {
        assertThat(answered()).isEqualTo(20);
        now = Instant.parse("2026-11-21T16:00:00Z");
        assertThat(answered()).isEqualTo(20);
        assertThat(answered()).isZero();
    }

    /** And before the client has read its last byte: the next request of one who asks in turn is never one too many. */
    @Test
    void aPlaceComesBackHoweverTheExchangeEnds() throws InterruptedException {
        try (Running narrow = Running.start(with(Keys.LIMITS_ALL, "concurrency=1, streams=1"),
                with(Keys.UPSTREAM_ATTEMPTS, "1"), with(Keys.UPSTREAM_HOPS, "0"), with(Keys.BREAKER_RESULTS, "0"));
                LogLines log = LogLines.at("info")) {
            for (String model : List.of("sandbox-fast", "sandbox-cut", "sandbox-500", "sandbox-html", "sandbox-empty",
                    "sandbox-error-midstream", "sandbox-garbage", "sandbox-fast")) {
                for (String delivery : List.of("", "\"stream\":true,")) {
                    RawAnswer answer = narrow.chat(Asking.OPENAI.body(model).replaceFirst("\\{", "{" + delivery));
                    assertThat(answer.status()).as(model + delivery).isNotEqualTo(429);
                }
            }
            try (RawClient leaving = narrow.client(); RawClient other = narrow.client()) {
                leaving.post("/v1/chat/completions", Asking.OPENAI.body("sandbox-stall").replaceFirst("\\{",
                        "{\"stream\":true,")).firstChunk();
                assertThat(other.post("/v1/chat/completions", Asking.OPENAI.body("sandbox-fast")).answer().status())
                        .isEqualTo(429);
                leaving.reset();
                log.await(line -> line.contains("client_gone"));
                assertThat(other.post("/v1/chat/completions", Asking.OPENAI.body("sandbox-fast")).answer().status())
                        .isEqualTo(200);
            }
        }
    }

    private static int answered() throws InterruptedException, ExecutionException {
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                answers.add(threads.submit(
                        () -> Asking.OPENAI.ask(running, MODEL, "api-key: " + ONCE).status()));
            }
        }
        int answered = 0;
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(200, 429);
            answered += answer.get() == 200 ? 1 : 0;
        }
        return answered;
    }
}
