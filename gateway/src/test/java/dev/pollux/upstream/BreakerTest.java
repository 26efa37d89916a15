package dev.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.keys.ManualTime;
import dev.pollux.upstream.Breaker.Pass;
import dev.pollux.upstream.Breaker.State;
import dev.pollux.upstream.RetryConfig.BreakerConfig;
import org.junit.jupiter.api.Test;

import java.time.Duration;

class BreakerTest {
    private final ManualTime clock = new ManualTime("2026-11-21T10:00:00Z");
    private final Breaker breaker = new Breaker(BreakerConfig.DEFAULT, clock.time(), () -> 0);

    @Test
    void itOpensAtTwentyResultsOfWhichHalfFailed() {
        results(10, true);
        results(9, false);
        assertThat(breaker.state()).isInstanceOf(State.Closed.class);
        results(1, false);
        assertThat(breaker.state()).isInstanceOf(State.Open.class);
        assertThat(breaker.pass()).isEmpty();
        assertThat(breaker.comeback()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void lessThanHalfNeverOpensIt() {
        for (int round = 0; round < 100; round++) {
            results(3, true);
            results(2, false);
        }
        assertThat(breaker.state()).isInstanceOf(State.Closed.class);
    }

    @Test
    void resultsThatAreOldDoNotCount() {
        results(19, false);
        clock.pass(Duration.ofMinutes(2));
        results(1, false);
        assertThat(breaker.state()).isInstanceOf(State.Closed.class);
    }

    @Test
    void oneProbePassesWhenItIsHalfOpenAndClosesItIfItGoesWell() {
        results(20, false);
        clock.pass(Duration.ofSeconds(5));
        Pass probe = breaker.pass().orElseThrow();
        assertThat(breaker.state()).isInstanceOf(State.HalfOpen.class);
        assertThat(breaker.pass()).isEmpty();
        probe.succeeded();
        assertThat(breaker.state()).isInstanceOf(State.Closed.class);
        results(19, false);
        assertThat(breaker.state()).as("it counts from the beginning").isInstanceOf(State.Closed.class);
    }

    @Test
    void eachProbeThatFailsDoublesTheTimeUpToFiveMinutes() {
        results(20, false);
        for (int seconds : new int[]{5, 10, 20, 40, 80, 160, 300, 300}) {
            assertThat(breaker.comeback()).isEqualTo(Duration.ofSeconds(seconds));
            clock.pass(Duration.ofSeconds(seconds));
            breaker.pass().orElseThrow().failed();
        }
    }

    @Test
    void aProbeWithoutNewsMakesRoomForTheNext() {
        results(20, false);
        clock.pass(Duration.ofSeconds(5));
        breaker.pass().orElseThrow().toldNothing();
        assertThat(breaker.pass()).isPresent();
    }

    @Test
    void aServiceThatRefusesARequestIsThereButProvesNothing() {
        results(20, false);
        clock.pass(Duration.ofSeconds(5));
        breaker.pass().orElseThrow().answered();
        assertThat(breaker.state()).isInstanceOf(State.Closed.class);
        for (int refusal = 0; refusal < 100; refusal++) {
            breaker.pass().orElseThrow().answered();
        }
        results(19, false);
        results(1, false);
        assertThat(breaker.state()).as("refusals do not dilute").isInstanceOf(State.Open.class);
    }

    @Test
    void lateResultsOfOldRequestsChangeNothing() {
        Pass old = breaker.pass().orElseThrow();
        results(20, false);
        old.succeeded();
        assertThat(breaker.state()).isInstanceOf(State.Open.class);
        clock.pass(Duration.ofSeconds(5));
        assertThat(breaker.pass()).isPresent();
        old.failed();
        assertThat(breaker.state()).isInstanceOf(State.HalfOpen.class);
    }

    @Test
    void inPanicOnePassesEachSecond() {
        results(20, false);
        Pass first = breaker.panic().orElseThrow();
        assertThat(breaker.panic()).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        breaker.panic().orElseThrow().succeeded();
        assertThat(breaker.state()).isInstanceOf(State.Closed.class);
        first.failed();
    }

    @Test
    void withoutANumberOfResultsItNeverOpens() {
        var never = new Breaker(new BreakerConfig(0, 50, Duration.ofMinutes(2), Duration.ofSeconds(5),
                Duration.ofMinutes(5)), clock.time(), () -> 0);
        for (int result = 0; result < 100; result++) {
            never.pass().orElseThrow().failed();
        }
        assertThat(never.pass()).isPresent();
    }

    private void results(int count, boolean success) {
        for (int result = 0; result < count; result++) {
            Pass pass = breaker.pass().orElseThrow();
            if (success) {
                pass.succeeded();
            } else {
                pass.failed();
            }
        }
    }
}
