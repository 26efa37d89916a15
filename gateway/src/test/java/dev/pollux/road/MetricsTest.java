package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** Figures as Prometheus collects them. */
class MetricsTest {
    private static final String TOKEN = "token-of-the-watcher";
    private static final String FLASH = "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"gemini\","
            + "gen_ai_request_model=\"gemini-2.5-flash\"";
    private static final String BEARER = "authorization: Bearer " + TOKEN;

    @Test
    void theFiguresTellWhatHasHappened() {
        try (Running running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN),
                Running.with(Keys.GEMINI_API_KEY, "bad-key,good-key"))) {
            String question = """
                    {"model":"gemini-2.5-flash","stream":%s,"messages":[{"role":"user","content":"Hi"}]}""";
            running.chat(question.formatted("false"), BEARER);
            running.chat(question.formatted("true"), BEARER);
            running.chat("{", BEARER);
            running.send("GET", "/v1beta/files", "x-goog-api-key: " + TOKEN);
            while (!running.send("GET", "/metrics", BEARER).body().contains("pollux_exchanges_in_flight 0")) {
                Thread.onSpinWait(); // the last may not be over with its answer
            }
            RawAnswer answer = running.send("GET", "/metrics", BEARER); // one figure is read behind the other
            assertThat(answer.header("content-type").orElse("")).startsWith("text/plain");
            assertThat(answer.body()).contains(
                    "pollux_exchanges_total{dialect=\"openai\",route=\"generate\",status=\"2xx\"} 2.0",
                    "pollux_exchanges_total{dialect=\"gemini\",route=\"passage\",status=\"2xx\"} 1.0",
                    "pollux_failures_total{kind=\"invalid\",upstream=\"\"} 1.0",
                    "pollux_retries_total{upstream=\"gemini\"} 1.0",
                    "pollux_keys{state=\"dead\",upstream=\"gemini\"} 1", "pollux_exchanges_in_flight 0",
                    "gen_ai_server_request_duration_seconds_count{" + FLASH + "} 2",
                    "gen_ai_server_time_to_first_token_seconds_count{" + FLASH + "} 1",
                    "gen_ai_client_token_usage_count{" + FLASH + ",gen_ai_token_type=\"input\"} 2",
                    "pollux_tokens_total{type=\"output\",upstream=\"gemini\"}", "jvm_memory_used_bytes{area=\"heap\"}",
                    "jvm_memory_used_bytes{area=\"nonheap\"}", "jvm_memory_max_bytes{area=\"heap\"}",
                    "jvm_buffer_pool_used_bytes{pool=\"direct\"}", "process_resident_memory_bytes")
                    .doesNotContain(TOKEN, "good-key");
        }
    }

    @Test
    void whatFailsIsCountedForWhoeverWasAskedLast() {
        String busy = "{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}";
        try (ScriptedVendor vendor = ScriptedVendor.saying(
                ScriptedVendor.whole("503 Busy", "application/json", busy));
                Running running = Running.before(vendor, Running.with(Keys.UPSTREAM_PAUSE, "1ms"))) {
            Asking.OPENAI.ask(running, "gemini-2.5-flash");
            assertThat(running.send("GET", "/metrics").body()).contains(
                    "pollux_failures_total{kind=\"overloaded\",upstream=\"gemini\"} 1.0",
                    "pollux_retries_total{upstream=\"gemini\"} 1.0");
        }
    }

    @Test
    void namesThatClientsChooseBecomeNoEndlessLabels() {
        try (Running running = Running.start()) {
            for (int i = 0; i < 130; i++) {
                running.post("/v1beta/models/sandbox-chunks-" + i + ":generateContent", """
                        {"contents":[{"parts":[{"text":"Hi"}]}]}""");
            }
            String figures = running.send("GET", "/metrics").body();
            assertThat(figures.lines().filter(line -> line.startsWith("gen_ai_server_request_duration_seconds_count")))
                    .hasSize(101).anyMatch(line -> line.contains("=\"other\"} 30"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits: {per-address: {requests-per-day: 1}}  | address | requests | day
            limits: {per-caller: {requests-per-minute: 1}} | caller | requests | minute
            limits: {all: {tokens-per-day: 1}}            | all     | tokens   | day
            model-limits: {gemini-*: {tokens-per-minute: 1}} | model | tokens | minute
            limits: {all: {streams: 1, requests-per-day: 1}} | all  | requests | day
            """)
    void aLimitThatWasHitIsToldByItsName(String yaml, String limit, String counts, String window) {
        try (Running running = Running.start(yaml)) {
            int refused = 0;
            for (int i = 0; i < 3; i++) {
                refused += Asking.OPENAI.ask(running, "gemini-2.5-flash").status() == 429 ? 1 : 0;
            }
            assertThat(running.send("GET", "/metrics").body()).contains("pollux_limits_hit_total{counts=\"" + counts
                    + "\",limit=\"" + limit + "\",window=\"" + window + "\"} " + refused + ".0");
            assertThat(refused).isPositive();
        }
    }

    @Test
    void theLatenessOfTheEventLoopsIsLookedAtAllTheTime() {
        try (Running running = Running.start(Running.with(Keys.SERVER_KEEP_ALIVE, "1s"))) {
            String looks = "pollux_event_loop_lag_seconds_count ";
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (running.send("GET", "/metrics").body().contains(looks + "0\n")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            assertThat(running.send("GET", "/metrics").body()).contains(looks);
        }
    }

    @Test
    void onAPortOfTheirOwnFiguresAndNothingElseAreToldOnThisMachineWithoutAToken() {
        try (Running running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN),
                Running.with(Keys.METRICS_PORT, "0"))) {
            assertThat(running.figuresPort()).isNotEqualTo(running.port());
            assertThat(running.send("GET", "/metrics", BEARER).status()).as("at the port of the server").isEqualTo(404);
            assertThat(figures(running, "/metrics").body()).contains("pollux_exchanges_in_flight");
            for (String path : List.of("/health", "/v1/models", "/pollux/keys", "/", "/nowhere")) {
                assertThat(figures(running, path, BEARER).status()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void onAPortThatOthersReachTheFiguresNeedTheToken() {
        try (Running running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN),
                Running.with(Keys.METRICS_PORT, "0"), Running.with(Keys.METRICS_HOST, "0.0.0.0"))) {
            assertThat(figures(running, "/metrics").status()).isEqualTo(401);
            assertThat(figures(running, "/metrics", BEARER).status()).isEqualTo(200);
        }
    }

    private static RawAnswer figures(Running running, String path, String... headers) {
        try (RawClient client = RawClient.connect(running.figuresPort())) {
            return client.send("GET", path, headers).answer();
        }
    }

    @Test
    void theFiguresAreNotForEverybody() {
        try (Running running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN))) {
            assertThat(running.send("GET", "/metrics").status()).isEqualTo(401);
        }
    }
}
