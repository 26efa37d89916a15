package dev.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.upstream.Intake.Head;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class RefusalsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                             |        | 7000
            1.5                           |        | 1500
            0                             |        | 0
            2                             | 1250   | 1250
            Sat, 21 Nov 2026 10:00:30 GMT |        | 30000
            Sat, 21 Nov 2026 10:00:30 GMT | 900    | 900
            """)
    void theTimeToWaitIsReadInEveryForm(String header, @Nullable String millis, long told) {
        assertThat(wait(header, millis)).contains(Duration.ofMillis(told));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soon                          |
            -5                            |
            12345678901                   |
            Sat, 21 Nov 2026 09:59:30 GMT |
                                          |
                                          | never
            """)
    void whatSaysNothingIsNoTime(@Nullable String header, @Nullable String millis) {
        assertThat(wait(header, millis)).isEmpty();
    }

    private static Optional<Duration> wait(@Nullable String header, @Nullable String millis) {
        return Refusals.retryAfter(new Head(429, "application/json", header, millis), () -> NOW);
    }
}
