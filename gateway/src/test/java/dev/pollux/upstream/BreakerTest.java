package dev.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.keys.ManualTime;
import dev.pollux.upstream.Breaker.Pass;
import dev.pollux.upstream.Breaker.State;
import dev.pollux.upstream.RetryConfig.BreakerConfig;
import org.junit.jupiter.api.Test;

import java.time.Duration;

class BreakerTest {
    private static final BreakerConfig NEVER = new BreakerConfig(0, 50, Duration.ofMinutes(2), Duration.ofSeconds(5),
            Duration.ofMinutes(5), 10, Duration.ofSeconds(1));
    private static final BreakerConfig EARLY = new BreakerConfig(5, 50, Duration.ofMinutes(2), Duration.ofSeconds(1),
            Duration.ofMinutes(5), 10, Duration.ofSeconds(1));

    private final ManualTime clock = new ManualTime("2026-11-21T10:00:00Z");
    private final Breaker breaker = new Breaker(clock.time(), () -> 0);

    @Test
    void itOpensAtTwentyResultsOfWhichHalfFailed() {
        results(10, true);
        results(9, false);
        assertThat(breaker.state()).isInstanceOf(State.Closed.class);
        results(1, false);
        assertThat(breaker.state()).isInstanceOf(State.Open.class);
        assertThat(breaker.pass(BreakerConfig.DEFAULT)).isEmpty();
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
        Pass probe = breaker.pass(BreakerConfig.DEFAULT).orElseThrow();
        assertThat(breaker.state()).isInstanceOf(State.HalfOpen.class);
        assertThat(breaker.pass(BreakerConfig.DEFAULT)).isEmpty();
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
            breaker.pass(BreakerConfig.DEFAULT).orElseThrow().failed();
        }
    }

    @Test
    void theTimeIsALittleLongerForSome() {
        var late = new Breaker(clock.time(), () -> 1L << 63); // the middle of all numbers
        var half = new BreakerConfig(1, 50, Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofMinutes(5), 40,
                Duration.ofSeconds(1));
        late.pass(half).orElseThrow().failed();
        assertThat(late.comeback()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void aProbeWithoutNewsMakesRoomForTheNext() {
        results(20, false);
        clock.pass(Duration.ofSeconds(5));
        breaker.pass(BreakerConfig.DEFAULT).orElseThrow().toldNothing();
        assertThat(breaker.pass(BreakerConfig.DEFAULT)).isPresent();
    }

    @Test
    void aServiceThatRefusesARequestIsThereButProvesNothing() {
        results(20, false);
        clock.pass(Duration.ofSeconds(5));
        breaker.pass(BreakerConfig.DEFAULT).orElseThrow().answered();
        assertThat(breaker.state()).isInstanceOf(State.Closed.class);
        for (int refusal = 0; refusal < 100; refusal++) {
            breaker.pass(BreakerConfig.DEFAULT).orElseThrow().answered();
        }
        results(19, false);
        results(1, false);
        assertThat(breaker.state()).as("refusals do not dilute").isInstanceOf(State.Open.class);
    }

    @Test
    void lateResultsOfOldRequestsChangeNothing() {
        Pass old = breaker.pass(BreakerConfig.DEFAULT).orElseThrow();
        results(20, false);
        old.succeeded();
        assertThat(breaker.state()).isInstanceOf(State.Open.class);
        clock.pass(Duration.ofSeconds(5));
        assertThat(breaker.pass(BreakerConfig.DEFAULT)).isPresent();
        old.failed();
        assertThat(breaker.state()).isInstanceOf(State.HalfOpen.class);
    }

    @Test
    void inPanicOnePassesEachSecond() {
        results(20, false);
        Pass first = breaker.panic(BreakerConfig.DEFAULT).orElseThrow();
        assertThat(breaker.panic(BreakerConfig.DEFAULT)).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        breaker.panic(BreakerConfig.DEFAULT).orElseThrow().succeeded();
        assertThat(breaker.state()).isInstanceOf(State.Closed.class);
        first.failed();
    }

    @Test
    void withoutANumberOfResultsItNeverOpens() {
        for (int result = 0; result < 100; result++) {
            breaker.pass(NEVER).orElseThrow().failed();
        }
        assertThat(breaker.pass(NEVER)).isPresent();
    }

    @Test
    void whatIsOpenStaysOpenUnderOtherSettings() {
        results(20, false);
        assertThat(breaker.pass(EARLY)).isEmpty();
        clock.pass(Duration.ofSeconds(5));
        breaker.pass(EARLY).orElseThrow().failed();
        assertThat(breaker.comeback()).as("twice as long").isEqualTo(Duration.ofSeconds(10));
        assertThat(breaker.pass(NEVER)).as("switched off").isPresent();
    }

    @Test
    void otherSettingsJudgeWhatBeginsUnderThem() {
        results(18, false);
        Pass late = breaker.pass(BreakerConfig.DEFAULT).orElseThrow();
        Pass next = breaker.pass(EARLY).orElseThrow();
        late.failed();
        assertThat(breaker.state()).as("by the settings of before").isInstanceOf(State.Closed.class);
        next.failed();
        assertThat(breaker.state()).isInstanceOf(State.Open.class);
        assertThat(breaker.comeback()).isEqualTo(Duration.ofSeconds(1));
    }

    private void results(int count, boolean success) {
        for (int result = 0; result < count; result++) {
            Pass pass = breaker.pass(BreakerConfig.DEFAULT).orElseThrow();
            if (success) {
                pass.succeeded();
            } else {
                pass.failed();
            }
        }
    }
}
