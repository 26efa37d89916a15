package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.Test;

/** Figures as Prometheus collects them. */
class MetricsTest {
    private static final String TOKEN = "token-of-the-watcher";
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
            RawAnswer answer = running.send("GET", "/metrics", BEARER);
            assertThat(answer.header("content-type").orElse("")).startsWith("text/plain");
            assertThat(answer.body()).contains(
                    "pollux_exchanges_total{dialect=\"openai\",route=\"generate\",status=\"2xx\"} 2.0",
                    "pollux_exchanges_total{dialect=\"gemini\",route=\"passage\",status=\"2xx\"} 1.0",
                    "pollux_failures_total{kind=\"invalid\"} 1.0", "pollux_retries_total{upstream=\"gemini\"} 1.0",
                    "pollux_keys{state=\"dead\",upstream=\"gemini\"} 1", "pollux_exchanges_in_flight 0",
                    "gen_ai_server_request_duration_seconds_count{gen_ai_request_model=\"gemini/gemini-2.5-flash\"} 2",
                    "gen_ai_server_time_to_first_token_seconds_count"
                            + "{gen_ai_request_model=\"gemini/gemini-2.5-flash\"} 1",
                    "gen_ai_client_token_usage_count"
                            + "{gen_ai_request_model=\"gemini/gemini-2.5-flash\",gen_ai_token_type=\"input\"} 2",
                    "pollux_tokens_total{type=\"output\",upstream=\"gemini\"}", "jvm_memory_used_bytes{area=\"heap\"}")
                    .doesNotContain(TOKEN, "good-key");
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

    @Test
    void theFiguresAreNotForEverybody() {
        try (Running running = Running.start(Running.with(Keys.ACCESS_TOKEN, TOKEN))) {
            assertThat(running.send("GET", "/metrics").status()).isEqualTo(401);
        }
    }
}
