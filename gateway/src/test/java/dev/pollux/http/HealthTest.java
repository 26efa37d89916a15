package dev.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.access.AccessConfig;
import dev.pollux.access.Gate;
import dev.pollux.route.Catalogue;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What monitors are told. */
class HealthTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final AtomicBoolean keys = new AtomicBoolean(true);
    private final Workload workload = new Workload(10, 1_000_000);
    private final Health health = new Health("1", new Gate(new AccessConfig(List.of(), ZoneOffset.UTC), CLOCK),
            Catalogue.load(Optional.empty(), new Catalogue.Options(false, false), CLOCK), keys::get, workload, CLOCK,
            Instant.EPOCH);

    @Test
    void itIsReadyAsLongAsAKeyCanAnswer() {
        assertThat(health.isReady()).isTrue();
        keys.set(false);
        assertThat(health.isReady()).isFalse();
        assertThat(health.readiness().path("status").asString("")).isEqualTo("no key");
        keys.set(true);
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void itIsNotReadyFromTheFirstMomentOfItsEndButStillAlive() {
        workload.stop();
        assertThat(health.isReady()).isFalse();
        assertThat(health.readiness().path("status").asString("")).isEqualTo("stopping");
        assertThat(health.report().path("status").asString("")).isEqualTo("ok");
    }
}
