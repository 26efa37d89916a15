package dev.pollux.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.dialect.Dialects;
import dev.pollux.keys.KeyConfig;
import dev.pollux.keys.KeyPool;
import dev.pollux.keys.KeysConfig;
import dev.pollux.keys.Lease;
import dev.pollux.keys.ManualTime;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import dev.pollux.model.FailureException;
import dev.pollux.model.ModelFacts;
import dev.pollux.route.Target;
import dev.pollux.secret.Secret;
import dev.pollux.upstream.RetryConfig.BreakerConfig;
import dev.pollux.upstream.RetryConfig.Budget;
import dev.pollux.upstream.RetryConfig.Hedge;
import dev.pollux.upstream.RetryConfig.SlowDown;
import dev.pollux.vendor.VendorConfig;
import dev.pollux.vendor.VendorTable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

class AttemptsTest {
    private static final Attempts.Terms ANY = new Attempts.Terms(() -> 0, Optional.empty(), false, false, Vigil.NONE);
    /** No wait at a target that has no room: nobody moves the clock meanwhile. */
    private static final RetryConfig CONFIG = new RetryConfig(3, 8, Duration.ofSeconds(30), Duration.ofMillis(500),
            Duration.ofSeconds(8), 10, Duration.ofSeconds(2), BreakerConfig.DEFAULT, Budget.DEFAULT, Hedge.NEVER,
            new SlowDown(50, 10, Duration.ZERO));
    private static final Failure OVERLOADED = Failure.of(Kind.OVERLOADED, "overloaded");
    private static final Failure BROKEN = Failure.of(Kind.UPSTREAM_ERROR, "internal");

    private static final Failure SLOW_DOWN = OVERLOADED.withCode(Failure.SLOW_DOWN);

    private final ManualTime clock = new ManualTime("2026-11-21T10:00:00Z");
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, ArrayDeque<Failure>> failures = new HashMap<>();
    private final Attempts attempts = new Attempts(CONFIG, clock.time(), () -> 1L << 62, (length, _) -> {
        pauses.add(length);
        clock.pass(length);
    });

    @Test
    void aLimitedKeyIsLeftForAnotherAtOnce() {
        Target target = target("a", 3);
        fails("a/1", limited(30));
        fails("a/2", Failure.of(Kind.KEY_REFUSED, "bad key"));
        assertThat(run(target)).isEqualTo("a/3 at 3");
        assertThat(pauses).isEmpty();
    }

    @Test
    void keysThatRestCostNoAttempt() {
        Target target = target("a", 9);
        IntStream.rangeClosed(1, 8).forEach(key -> fails("a/" + key, limited(30)));
        assertThat(run(target)).isEqualTo("a/9 at 9");
        assertThat(run(target)).isEqualTo("a/9 at 1");
    }

    @Test
    void theHopsFromKeyToKeyHaveAnEnd() {
        Target target = target("a", 20);
        IntStream.rangeClosed(1, 20).forEach(key -> fails("a/" + key, limited(30)));
        assertThat(failure(target).kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(calls).hasSize(9);
    }

    @Test
    void aBrokenReplicaIsAskedOnceMoreWithAnotherKeyAfterAPause() {
        Target target = target("a", 3);
        fails("a/1", BROKEN);
        assertThat(run(target)).isEqualTo("a/2 at 2");
        assertThat(pauses).singleElement(InstanceOfAssertFactories.DURATION)
                .isBetween(Duration.ZERO, Duration.ofMillis(500));
    }

    @Test
    void aLoneKeyIsAskedOnceMoreItself() {
        fails("a/1", BROKEN);
        assertThat(run(target("a", 1))).isEqualTo("a/1 at 2");
    }

    @Test
    void onceMoreIsNotTwice() {
        Target target = target("a", 3);
        fails("a/1", BROKEN);
        fails("a/2", BROKEN);
        assertThat(failure(target)).isEqualTo(BROKEN);
        assertThat(calls).containsExactly("a/1", "a/2");
    }

    @Test
    void anOverloadedTargetIsLeftForTheNextWithoutTryingItsOtherKeys() {
        fails("a/1", OVERLOADED);
        assertThat(run(target("a", 3), target("b", 1))).isEqualTo("b/1 at 2");
        assertThat(pauses).isEmpty();
    }

    @Test
    void theLastTargetGetsASecondChanceWhenItIsOverloaded() {
        fails("a/1", OVERLOADED);
        assertThat(run(target("a", 1))).isEqualTo("a/1 at 2");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void aTimeOutThatTheVendorTellsOfIsTriedOnceMoreAndOneOfOursIsNot() {
        fails("a/1", Failure.of(Kind.UPSTREAM_TIMEOUT, "deadline"));
        assertThat(run(target("a", 1))).isEqualTo("a/1 at 2");
        fails("a/1", Failure.of(Kind.UPSTREAM_TIMEOUT, "late").withCode(Failure.LATE));
        assertThat(failure(target("a", 1)).message()).isEqualTo("late");
        assertThat(calls).as("it may still be at work").hasSize(3);
    }

    @Test
    void whoHasTriedAsOftenAsHeMayTellsTheClientNotToGoOn() {
        fails("a/1", OVERLOADED);
        fails("a/1", OVERLOADED);
        InVainException told = inVain(target("a", 1));
        assertThat(told.isSpent()).as("once more, too").isTrue();
        assertThat(told.calls()).isEqualTo(2);
        assertThat(told.target()).isEqualTo("a/m");
        for (int key = 1; key <= 9; key++) {
            fails("b/" + key, limited(40));
        }
        told = inVain(target("b", 20));
        assertThat(told.isSpent()).as("as many keys as may be").isTrue();
        assertThat(told.failure().retryAfter()).as("the others are fit").contains(Duration.ZERO);
        fails("c/1", Failure.of(Kind.UPSTREAM_CUT, "cut"));
        assertThat(inVain(target("c", 1)).isSpent()).as("nothing of ours").isFalse();
        fails("c/1", OVERLOADED.withRetryAfter(Duration.ofSeconds(20)));
        assertThat(inVain(target("c", 1)).isSpent()).as("nothing of ours").isFalse();
        fails("c/1", limited(40));
        assertThat(inVain(target("c", 1)).isSpent()).as("the client may wait").isFalse();
    }

    @Test
    void whereTheTimeOrTheBudgetOfTheTargetIsSpentTheClientIsToldNotToGoOn() {
        Target target = target("a", 1);
        InVainException late = inVain(List.of(target), (lease, _) -> {
            clock.pass(Duration.ofSeconds(31));
            throw new FailureException(Failure.of(Kind.UPSTREAM_TIMEOUT, "late").withCode(Failure.LATE));
        });
        assertThat(late.isSpent()).isTrue();
        Attempts.Attempt<String> broken = (_, _) -> {
            throw new FailureException(BROKEN);
        };
        for (int request = 0; request < 60; request++) {
            clock.pass(Duration.ofMinutes(1));
            inVain(List.of(target), broken);
        }
        assertThat(inVain(List.of(target), broken).isSpent()).isTrue();
        assertThat(inVain(List.of(target), (_, _) -> {
            throw new FailureException(Failure.invalid("messages", "wrong"));
        }).isSpent()).as("final by its kind").isFalse();
    }

    @Test
    void aRequestThatCanBeSentOnlyOnceMayBeSentAgainByItsClient() {
        var once = new Attempts.Terms(() -> 0, Optional.empty(), true, false, Vigil.NONE);
        assertThatThrownBy(() -> attempts.run(List.of(target("a", 1)), once, _ -> (_, _) -> {
            throw new FailureException(OVERLOADED);
        })).isInstanceOfSatisfying(InVainException.class, told -> assertThat(told.isSpent()).isFalse());
    }

    @Test
    void ofSeveralTargetsTheFirstKeyThatIsBackIsTold() {
        Target soon = target("a", 1);
        Target late = target("b", 1);
        fails("a/1", limited(20));
        fails("b/1", limited(90));
        assertThat(failure(soon, late).retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(20),
                Duration.ofSeconds(22));
        Failure later = failure(soon, late);
        assertThat(calls).as("nobody could be asked").hasSize(2);
        assertThat(later.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
        assertThat(failure(late, soon).retryAfter()).isEqualTo(later.retryAfter());
    }

    @Test
    void aVendorThatAsksToWaitLongIsNotAskedAgain() {
        fails("a/1", OVERLOADED.withRetryAfter(Duration.ofSeconds(20)));
        assertThat(failure(target("a", 1)).retryAfter()).contains(Duration.ofSeconds(20));
        assertThat(calls).hasSize(1);
    }

    @Test
    void aVendorThatAsksToWaitAMomentIsObeyed() {
        fails("a/1", OVERLOADED.withRetryAfter(Duration.ofMillis(1_500)));
        run(target("a", 1));
        assertThat(pauses).as("never less, and a little more, so that not all come at once").singleElement(
                InstanceOfAssertFactories.DURATION).isBetween(Duration.ofMillis(1_501), Duration.ofMillis(1_650));
    }

    @Test
    void whatTheClientDidWrongIsToldAtOnce() {
        fails("a/1", Failure.invalid("messages", "wrong"));
        assertThat(failure(target("a", 3), target("b", 1)).kind()).isEqualTo(Kind.INVALID);
        assertThat(calls).hasSize(1);
    }

    @Test
    void threeCallsMayFailByTheFaultOfServices() {
        fails("a/1", BROKEN);
        fails("a/2", BROKEN);
        fails("b/1", BROKEN);
        assertThat(failure(target("a", 2), target("b", 2), target("c", 1))).isEqualTo(BROKEN);
        assertThat(calls).containsExactly("a/1", "a/2", "b/1");
    }

    @Test
    void noAttemptBeginsAfterTheTimeForThem() {
        fails("a/1", Failure.of(Kind.UPSTREAM_TIMEOUT, "late"));
        Target target = target("a", 1);
        assertThatThrownBy(() -> attempts.run(List.of(target, target("b", 1)), ANY, at -> (lease, _) -> {
            clock.pass(Duration.ofSeconds(31));
            return answer(at, lease);
        })).isInstanceOf(FailureException.class).hasMessage("late");
    }

    @Test
    void aKeyThatIsBackInAMomentIsWaitedFor() {
        fails("a/1", limited(1));
        assertThat(run(target("a", 1))).isEqualTo("a/1 at 2");
        assertThat(pauses).singleElement(InstanceOfAssertFactories.DURATION)
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_100));
    }

    @Test
    void otherwiseTheClientHearsWhenTheFirstKeyIsBack() {
        Target target = target("a", 2);
        fails("a/1", limited(40));
        fails("a/2", limited(20));
        Failure told = failure(target);
        assertThat(told.message()).as("the vendor's words").isEqualTo("limited");
        assertThat(told.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
        Failure later = failure(target);
        assertThat(later.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(later.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
        assertThat(calls).hasSize(2);
    }

    @Test
    void aTargetWhoseKeysAllRestLeavesItToTheNext() {
        fails("a/1", limited(1));
        assertThat(run(target("a", 1), target("b", 1))).isEqualTo("b/1 at 2");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aMistakeOfOursGivesTheKeyBack() {
        Target target = target("a", 1);
        assertThatThrownBy(() -> attempts.run(List.of(target), ANY, _ -> (_, _) -> {
            throw new IllegalStateException("ours");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(target.vendor().keys().report().getFirst().inWork()).isZero();
    }

    @Test
    void ofTwoTargetsThatAreDownTheOneThatComesBackIsFound() {
        Target a = target("a", 1);
        Target b = target("b", 1);
        boolean[] up = {false, false};
        var asked = new ArrayList<String>();
        Attempts.Asking<String> asking = at -> (lease, _) -> {
            asked.add(at.vendor().name());
            lease.close();
            if (!up[at.equals(a) ? 0 : 1]) {
                throw new FailureException(OVERLOADED);
            }
            return at.vendor().name();
        };
        // both are found to be down
        for (int request = 0; request < 20; request++) {
            assertThatThrownBy(() -> attempts.run(List.of(a, b), ANY, asking)).hasMessage("overloaded");
        }
        asked.clear();
        assertThatThrownBy(() -> attempts.run(List.of(a, b), ANY, asking)).as("one a second in panic")
                .hasMessage("overloaded");
        assertThat(asked).isNotEmpty();
        asked.clear();
        // in between requests fail at once, and say when it is worth while
        for (int request = 0; request < 100; request++) {
            assertThatThrownBy(() -> attempts.run(List.of(a, b), ANY, asking))
                    .isInstanceOfSatisfying(FailureException.class, e -> {
                        assertThat(e.failure().kind()).isEqualTo(Kind.OVERLOADED);
                        assertThat(e.getMessage()).contains("is down");
                        assertThat(e.failure().retryAfter()).isPresent();
                        assertThat(((InVainException) e).isSpent()).isTrue();
                    });
        }
        assertThat(asked).isEmpty();
        // b comes back: one probe finds it, and all the rest follow
        up[1] = true;
        clock.pass(Duration.ofSeconds(12));
        assertThat(attempts.run(List.of(a, b), ANY, asking)).isEqualTo("b");
        assertThat(asked).as("one probe at each").containsExactly("a", "b");
        asked.clear();
        for (int request = 0; request < 50; request++) {
            assertThat(attempts.run(List.of(a, b), ANY, asking)).isEqualTo("b");
        }
        assertThat(asked).as("nothing burdens the one that is down").containsOnly("b");
        // a too
        up[0] = true;
        clock.pass(Duration.ofSeconds(25));
        assertThat(attempts.run(List.of(a, b), ANY, asking)).isEqualTo("a");
        assertThat(attempts.run(List.of(a, b), ANY, asking)).isEqualTo("a");
    }

    @Test
    void whatIsDownStaysDownWhenTheSettingsAreReadAgain() {
        Target target = target("a", 1);
        for (int told = 0; told < 20; told++) {
            fails("a/1", BROKEN.withRetryAfter(Duration.ofMinutes(1)));
            failure(target);
        }
        var patient = new BreakerConfig(30, 60, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMinutes(1), 10,
                Duration.ofSeconds(1));
        Attempts after = attempts.with(new RetryConfig(3, 8, Duration.ofSeconds(30), Duration.ofMillis(500),
                Duration.ofSeconds(8), 10, Duration.ofSeconds(2), patient, Budget.DEFAULT, Hedge.NEVER,
                SlowDown.DEFAULT));
        Target stand = target("b", 1);
        String answer = after.run(List.of(target, stand), ANY, at -> (lease, _) -> answer(at, lease));
        assertThat(answer).isEqualTo("b/1");
    }

    @Test
    void aTargetThatAsksForLessIsNotTakenForDown() {
        Target target = target("a", 1);
        for (int told = 0; told < 30; told++) {
            fails("a/1", SLOW_DOWN);
            fails("a/1", SLOW_DOWN);
            assertThat(failure(target)).as("told the first time, and known").isEqualTo(SLOW_DOWN);
        }
        assertThat(calls).as("each once more after a pause").hasSize(60);
    }

    @Test
    void whatATargetHasNoRoomForGoesToTheNextOrFailsAtOnce() {
        Target target = target("a", 1);
        List<Lease> inWork = inWork(target, 7);
        fails("a/1", SLOW_DOWN);
        Failure told = failure(target);
        assertThat(told.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(told.retryAfter()).isPresent();
        assertThat(calls).as("no room for the same once more").hasSize(1);
        assertThat(run(target, target("b", 1))).isEqualTo("b/1 at 1");
        inWork.subList(3, 7).forEach(Lease::close);
        inWork(target, 1);
        assertThat(failure(target).kind()).as("four are half of eight").isEqualTo(Kind.OVERLOADED);
        inWork.getFirst().close();
        assertThat(run(target)).isEqualTo("a/1 at 1");
        assertThat(target.vendor().keys().report().getFirst().failures()).as("the key's").isZero();
    }

    @Test
    void whatIsInWorkAtAnotherModelOfTheSameServiceDoesNotCount() {
        Target target = target("a", 1);
        inWork(new Target(target.vendor(), ModelFacts.unknown("other")), 20);
        inWork(target, 1);
        fails("a/1", SLOW_DOWN);
        failure(target);
        assertThat(failure(target).kind()).as("one is half of two").isEqualTo(Kind.OVERLOADED);
        assertThat(calls).hasSize(1);
    }

    private List<Lease> inWork(Target target, int requests) {
        var leases = new ArrayList<Lease>();
        for (int request = 0; request < requests; request++) {
            attempts.run(List.of(target), ANY, _ -> (lease, _) -> leases.add(lease));
        }
        return leases;
    }

    @Test
    void aStormOfFailuresIsNotMultiplied() {
        Target target = target("a", 5);
        int failed = 0;
        for (int request = 0; request < 1_000; request++) {
            fails("a/any", BROKEN);
            try {
                attempts.run(List.of(target), ANY, at -> (lease, _) -> {
                    calls.add("a");
                    lease.close();
                    throw new FailureException(BROKEN);
                });
            } catch (FailureException _) {
                failed++;
            }
        }
        assertThat(failed).isEqualTo(1_000);
        assertThat(calls.size()).as("calls").isLessThan(60);
    }

    // ---- in words

    private String run(Target... targets) {
        return attempts.run(List.of(targets), ANY,
                at -> (lease, course) -> answer(at, lease) + " at " + course.calls());
    }

    private Failure failure(Target... targets) {
        return inVain(targets).failure();
    }

    private InVainException inVain(Target... targets) {
        try {
            throw new AssertionError(run(targets));
        } catch (InVainException e) {
            return e;
        }
    }

    private InVainException inVain(List<Target> targets, Attempts.Attempt<String> attempt) {
        try {
            throw new AssertionError(attempts.run(targets, ANY, _ -> attempt));
        } catch (InVainException e) {
            return e;
        }
    }

    private String answer(Target target, Lease lease) {
        String place = target.vendor().name() + "/" + lease.number();
        calls.add(place);
        Failure failure = failures.getOrDefault(place, new ArrayDeque<>()).poll();
        if (failure != null) {
            throw new FailureException(failure);
        }
        lease.close();
        return place;
    }

    private void fails(String place, Failure failure) {
        failures.computeIfAbsent(place, _ -> new ArrayDeque<>()).add(failure);
    }

    private static Failure limited(int seconds) {
        return Failure.of(Kind.RATE_LIMITED, "limited").withRetryAfter(Duration.ofSeconds(seconds));
    }

    private Target target(String name, int keys) {
        List<Secret> secrets = IntStream.rangeClosed(1, keys).mapToObj(n -> Secret.of(name + "-key-" + n)).toList();
        var pool = new KeyPool(name, secrets.stream().map(KeyConfig::of).toList(), Map.of(), KeysConfig.DEFAULT,
                clock.time(), () -> 1L << 62);
        var config = VendorConfig.of(name, URI.create("http://127.0.0.1:1")).withVendor("gemini");
        Dialects dialects = Dialects.create(InstantSource.system(), () -> "id");
        return new Target(VendorTable.standard().vendor(config, dialects, pool), ModelFacts.unknown("m"));
    }
}
