package dev.pollux.upstream;

import dev.pollux.keys.Time;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import dev.pollux.route.Target;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How far one request has come: what was tried, what went wrong last, and what may be done about it. */
final class Course {
    /** What is done next. */
    enum Step {
        /** Nothing helps: the failure is told. */
        GIVE_UP,
        /** The key was at fault: another one, at once. */
        OTHER_KEY,
        /** The service was at fault, perhaps for a moment: once more after a pause, with another key if there is one. */
        ONCE_MORE,
        OTHER_TARGET
    }

    private final RetryConfig config;
    private final boolean once;
    private final RandomGenerator random;
    private final Time time;
    private final long end;
    private int calls;
    private int hops;
    private int pauses;
    private boolean waited;
    private boolean spent;
    private String target = "";
    private @Nullable Failure last;
    private @Nullable Failure noKey;

    /** @param once the request cannot be sent a second time */
    Course(RetryConfig config, boolean once, Time time, RandomGenerator random) {
        this.config = once ? config.once() : config;
        this.once = once;
        this.random = random;
        this.time = time;
        this.end = time.now() + config.time().toNanos();
    }

    /** Whether there is budget for another call. */
    boolean mayGoOn() {
        return calls == 0 || (calls - hops < config.attempts() && hops <= config.hops() && time.now() - end < 0);
    }

    /** Whether nobody could be asked, not even for want of a key. */
    boolean isUntouched() {
        return calls == 0 && last == null && noKey == null;
    }

    /** What the settings say for a target that asks for less. */
    RetryConfig.SlowDown slowDown() {
        return config.slowDown();
    }

    /** A target that has asked for less has no room now. */
    void noRoom() {
        last = Failure
                .of(Kind.OVERLOADED, "The upstream has asked for fewer requests at a time; none has ended in time.")
                .withCode(Failure.SLOW_DOWN).withRetryAfter(config.slowDown().patience());
    }

    /** One more call begins. */
    synchronized void begin(Target asked) {
        calls++;
        target = asked.name();
    }

    /** How many calls have begun; any thread may ask. */
    synchronized int calls() {
        return calls;
    }

    /** @param lastTarget there is no other to go to */
    Step after(Failure failure, boolean lastTarget, boolean alreadyOnceMore) {
        last = failure;
        spent = alreadyOnceMore && Blame.of(failure.kind()) == Blame.SERVICE;
        boolean mayBeOnceMore = !alreadyOnceMore && !isAskedToWait(failure);
        return switch (failure.kind().remedy()) {
            case NONE -> Step.GIVE_UP;
            case OTHER_KEY -> {
                if (Blame.of(failure.kind()) == Blame.KEY) {
                    hops++;
                    yield Step.OTHER_KEY;
                }
                yield mayBeOnceMore ? Step.ONCE_MORE : Step.OTHER_TARGET;
            }
            // another target is better than waiting for this one
            case OTHER_TARGET ->
                lastTarget && mayBeOnceMore && failure.isMomentary() ? Step.ONCE_MORE : Step.OTHER_TARGET;
        };
    }

    /** The target has failed so often that nothing is asked of it once more. */
    void overBudget() {
        spent = true;
    }

    /** No key of a target may be used. */
    void noneFit(Failure failure) {
        if (noKey == null || comeback(failure).compareTo(comeback(noKey)) < 0) {
            noKey = failure;
        }
    }

    private static Duration comeback(Failure failure) {
        return failure.retryAfter().orElse(ChronoUnit.FOREVER.getDuration());
    }

    /** Every target is down. */
    void allDown(Duration comeback) {
        last = Failure.of(Kind.OVERLOADED,
                "The upstream is down: its last answers failed. It is tried again in "
                        + Math.max(1, comeback.plusMillis(999).toSeconds()) + " s.")
                .withRetryAfter(comeback);
        spent = true;
    }

    /**
     * How long to pause before the same is asked once more: any time up to a bound that doubles, so that no two meet, and
     * never less than the vendor says.
     */
    Duration pause() {
        long bound = Math.min(config.longestPause().toNanos(), config.pause().toNanos() << Math.min(pauses++, 10));
        Duration jitter = Duration.ofNanos((long) (bound * random.nextDouble()));
        Duration told = last == null ? Duration.ZERO : last.retryAfter().orElse(Duration.ZERO);
        Duration later = told.plusNanos((long) (told.toNanos() * random.nextDouble() * config.spread() / 100));
        return jitter.compareTo(later) > 0 ? jitter : later;
    }

    /** Whether it is worth while to wait for a key; once for a request. */
    boolean mayWait(Optional<Duration> comeback) {
        boolean worth = !waited && comeback.isPresent() && comeback.get().compareTo(config.patience()) <= 0;
        waited |= worth;
        return worth;
    }

    /**
     * What is told in the end.
     *
     * @param comeback of the first key of all targets; empty if the vendors refuse them all
     */
    InVainException inVain(Optional<Duration> comeback) {
        Failure told = told(comeback);
        boolean mayHelp = told.kind().remedy() != Failure.Remedy.NONE;
        return new InVainException(told, target, calls(), mayHelp && !once && (spent || !mayGoOn()));
    }

    private Failure told(Optional<Duration> comeback) {
        Failure failed = last;
        Failure none = noKey;
        if (failed == null) {
            return none != null ? none : Failure.of(Kind.KEY_REFUSED, "The gateway has no key for this model.");
        }
        if (Blame.of(failed.kind()) != Blame.KEY) {
            return failed;
        }
        if (failed.kind() == Kind.KEY_REFUSED) {
            return none == null || none.kind() == Kind.KEY_REFUSED ? failed : none;
        }
        // the vendor's own words, with the time at which a key is really back
        return comeback.map(failed::withRetryAfter).orElse(failed);
    }

    private boolean isAskedToWait(Failure failure) {
        return failure.retryAfter().filter(told -> told.compareTo(config.patience()) > 0).isPresent();
    }
}
