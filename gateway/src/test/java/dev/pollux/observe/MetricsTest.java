package dev.pollux.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class MetricsTest {
    /** The library's exemplars have one, with a lock that all threads share: once an event loop stood still for good. */
    @Test
    void noTimerStandsBehindTheFigures() {
        var metrics = new Metrics(() -> 0, List::of, Map::of, Map.of(), () -> 0);

        metrics.lagged(1);
        metrics.accept(ExchangeLogTest.ANSWERED);

        assertThat(new String(metrics.text(), StandardCharsets.UTF_8))
                .contains("pollux_event_loop_lag_seconds_count 1\n")
                .contains("gen_ai_server_request_duration_seconds_count{");
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("prometheus"));
    }
}
