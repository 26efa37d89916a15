package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({"'', '', 0", "port, port, 0", "prot, port, 2", "por, port, 1", "sport, port, 1", "post, port, 1",
            "'', port, 4"})
    void theDistanceCountsLetters(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({"server.prot, server.port", "sever.port, server.port", "Server.Port, server.port", "port, server.port",
            "server.body_limit, server.body-limit", "bodyLimit, server.body-limit",
            "upstream.drain, server.drain", "models.strct, models.strict",
            "GOOGLE_API_KEY, gemini.api-key", "api-key, gemini.api-key", "servr, server", "up-stream, upstream"})
    void theKeyThatWasMeantIsFound(String written, String meant) {
        assertThat(Nearest.key(written, Keys.all())).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "server.foo", "vendors", "x", "quota.daily"})
    void whatIsFarFromAllFindsNothing(String written) {
        assertThat(Nearest.key(written, Keys.all())).isEmpty();
    }
}
