package dev.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.keys.ManualTime;
import dev.pollux.keys.Time;
import dev.pollux.upstream.RetryConfig.SlowDown;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class RampTest {
    private static final SlowDown USUAL = SlowDown.DEFAULT;

    private final ManualTime clock = new ManualTime("2026-11-21T10:00:00Z");
    private final Ramp ramp = new Ramp(clock.time());

    @Test
    void asLongAsNobodyAsksNothingIsHeldDown() {
        assertThat(ramp.isClimbing()).isFalse();
    }

    @Test
    void halfOfWhatWasInWorkIsLetThroughAndATenthMoreEachMinute() {
        slow(40);
        assertThat(ramp.isClimbing()).isTrue();
        assertThat(room()).isEqualTo(20);
        clock.pass(Duration.ofMinutes(1));
        assertThat(room()).isEqualTo(22);
        clock.pass(Duration.ofMinutes(1));
        assertThat(room()).isEqualTo(24);
        clock.pass(Duration.ofMinutes(5));
        assertThat(room()).isEqualTo(38);
        clock.pass(Duration.ofMinutes(1));
        assertThat(ramp.enter(Duration.ZERO)).isTrue();
        assertThat(ramp.isClimbing()).as("at the peak").isFalse();
    }

    @Test
    void whoLeavesMakesRoom() {
        slow(2);
        assertThat(ramp.enter(Duration.ZERO)).isTrue();
        assertThat(ramp.enter(Duration.ZERO)).isFalse();
        ramp.leave();
        assertThat(ramp.enter(Duration.ZERO)).isTrue();
    }

    @Test
    void manyWhoAreToldTheSameHalveItOnce() {
        long before = clock.time().now();
        clock.pass(Duration.ofMillis(1));
        slow(40);
        for (int late = 0; late < 39; late++) {
            ramp.slow(before, 39 - late, USUAL);
        }
        assertThat(room()).isEqualTo(20);
    }

    @Test
    void whoIsToldAgainHalvesItAgainDownToOne() {
        slow(40);
        for (int expected : new int[]{10, 5, 2, 1, 1}) {
            clock.pass(Duration.ofMillis(1));
            slow(40);
            assertThat(room()).isEqualTo(expected);
        }
        clock.pass(Duration.ofMinutes(7));
        assertThat(room()).isOne();
        clock.pass(Duration.ofMinutes(1));
        assertThat(room()).isEqualTo(2);
    }

    @Test
    void aLoneRequestIsNotHeldDown() {
        slow(1);
        assertThat(ramp.enter(Duration.ZERO)).isTrue();
        assertThat(ramp.enter(Duration.ZERO)).isTrue();
    }

    @Test
    void aShareOfAHundredChangesNothing() {
        ramp.slow(clock.time().now(), 40, new SlowDown(100, 10, Duration.ZERO));
        assertThat(ramp.enter(Duration.ZERO)).isTrue();
        assertThat(ramp.isClimbing()).isFalse();
    }

    @Test
    void whoWaitsGetsTheRoomOfTheOneThatLeaves() throws InterruptedException {
        var real = new Ramp(Time.SYSTEM);
        real.slow(Time.SYSTEM.now(), 2, USUAL);
        assertThat(real.enter(Duration.ZERO)).isTrue();
        var entered = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            if (real.enter(Duration.ofMinutes(1))) {
                entered.countDown();
            }
        });
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        real.leave();
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void slow(int load) {
        ramp.slow(clock.time().now(), load, USUAL);
    }

    /** How many may be in work at the same time. */
    private int room() {
        int entered = 0;
        while (ramp.enter(Duration.ZERO)) {
            entered++;
        }
        for (int left = 0; left < entered; left++) {
            ramp.leave();
        }
        return entered;
    }
}
