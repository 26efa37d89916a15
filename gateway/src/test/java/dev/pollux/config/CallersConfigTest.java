package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.access.Quota;
import dev.pollux.secret.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;

/** Callers and limits as they stand in the settings. */
class CallersConfigTest {
    @TempDir
    private Path folder;

    @Test
    void aCallerIsReadWithAllThatItMay() {
        Configuration configuration = new Trial(folder).environment("ANNAS", "annas-secret-token").yaml("""
                callers:
                  anna:
                    token: ${ANNAS}
                    models: [gemini-*, gpt-4o]
                    limits: {requests-per-minute: 10, streams: 2}
                    last-day: 2027-12-31
                  ben: {token: '%s'}
                model-limits:
                  gemini-2.5-pro: requests-per-day=100
                limits:
                  time-zone: Asia/Shanghai
                """.formatted(Digest.of("bens-secret-token").text())).read();
        assertThat(configuration.names(Keys.CALLERS_TOKEN)).containsExactly("anna", "ben");
        assertThat(configuration.get(Keys.CALLERS_TOKEN.of("anna"))).singleElement()
                .satisfies(token -> assertThat(token.digest().matches(Digest.of("annas-secret-token"))).isTrue());
        assertThat(configuration.get(Keys.CALLERS_TOKEN.of("ben"))).singleElement()
                .satisfies(token -> assertThat(token.digest().matches(Digest.of("bens-secret-token"))).isTrue());
        assertThat(configuration.get(Keys.CALLERS_MODELS.of("anna"))).containsExactly("gemini-*", "gpt-4o");
        assertThat(configuration.get(Keys.CALLERS_LIMITS.of("anna"))).isEqualTo(new Quota(10, 0, 0, 0, 0, 2));
        assertThat(configuration.get(Keys.CALLERS_LIMITS.of("ben"))).isEqualTo(Quota.UNLIMITED);
        assertThat(configuration.get(Keys.CALLERS_LAST_DAY.of("anna"))).contains(LocalDate.of(2027, 12, 31));
        assertThat(configuration.get(Keys.MODEL_LIMITS.of("gemini-2.5-pro")).requestsPerDay()).isEqualTo(100);
        assertThat(configuration.get(Keys.LIMITS_TIME_ZONE)).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void whoeverHasCallersNeedsNoOtherTokenToBeReached() {
        assertThat(new Trial(folder).yaml("server.host: 0.0.0.0\ncallers.anna.token: annas-secret-token").read()
                .staysOnLoopback()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "callers.anna.token: short | callers.anna.token (pollux.yaml line 1): found a token that is easily guessed",
            "callers.anna.models: x | callers.anna.token (default): found a caller without a token",
            "callers: {anna: {token: same-secret-token}, ben: {token: same-secret-token}} | "
                    + "callers.ben.token (pollux.yaml line 1): found a token that is that of callers.anna.token too",
            "callers.anna.token: 'sha256:abc' | callers.anna.token (pollux.yaml line 1): found ***; allowed: tokens",
            "limits.all: {requests: 1} | limits.all (pollux.yaml line 1): found a map; allowed: any of requests-per",
            "limits.all: lots | limits.all (pollux.yaml line 1): found \"lots\"; allowed: any of requests-per-minute",
            "limits.time-zone: Mars | limits.time-zone (pollux.yaml line 1): found \"Mars\"; allowed: a time zone",
            "server.trusted-proxies: 10.0.0.0/33 | server.trusted-proxies (pollux.yaml line 1): found",
            "callers: {anna: {token: annas-secret-token, last-day: soon}} | callers.anna.last-day (pollux.yaml"})
    void whatIsWrongIsTold(String yaml, String error) {
        assertThat(new Trial(folder).yaml(yaml).errors()).singleElement().asString().startsWith(error.strip());
    }
}
