package dev.pollux.upstream;

import dev.pollux.keys.Time;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
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
    private final RandomGenerator random;
    private final Time time;
    private final long end;
    private int calls;
    private int hops;
    private int pauses;
    private boolean waited;
    private @Nullable Failure last;

    Course(RetryConfig config, Time time, RandomGenerator random) {
        this.config = config;
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
        return calls == 0 && last == null;
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
    synchronized void begin() {
        calls++;
    }

    /** How many calls have begun; any thread may ask. */
    synchronized int calls() {
        return calls;
    }

    /** @param lastTarget there is no other to go to */
    Step after(Failure failure, boolean lastTarget, boolean alreadyOnceMore) {
        last = failure;
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
                lastTarget && mayBeOnceMore && isMomentary(failure.kind()) ? Step.ONCE_MORE : Step.OTHER_TARGET;
        };
    }

    /** No key of a target may be used. */
    void noneFit(Failure failure) {
        if (last == null || (last.kind() == Kind.KEY_REFUSED && failure.kind() != Kind.KEY_REFUSED)) {
            last = failure;
        } else if (Blame.of(last.kind()) == Blame.KEY) {
            // the vendor's own words, with the time at which a key is really back
            last = failure.retryAfter().map(last::withRetryAfter).orElse(last);
        }
    }

    /** Every target is down. */
    void allDown(Duration comeback) {
        last = Failure.of(Kind.OVERLOADED,
                "The upstream is down: its last answers failed. It is tried again in "
                        + Math.max(1, comeback.plusMillis(999).toSeconds()) + " s.")
                .withRetryAfter(comeback);
    }

    /** How long to pause before the same is asked once more: any time up to a bound that doubles, so that no two meet. */
    Duration pause() {
        long bound = Math.min(config.longestPause().toNanos(), config.pause().toNanos() << Math.min(pauses++, 10));
        Duration jitter = Duration.ofNanos((long) (bound * random.nextDouble()));
        Duration told = failure().retryAfter().orElse(Duration.ZERO);
        return jitter.compareTo(told) > 0 ? jitter : told;
    }

    /** Whether it is worth while to wait for a key; once for a request. */
    boolean mayWait(Optional<Duration> comeback) {
        boolean worth = !waited && comeback.isPresent() && comeback.get().compareTo(config.patience()) <= 0;
        waited |= worth;
        return worth;
    }

    Failure failure() {
        return last != null ? last : Failure.of(Kind.KEY_REFUSED, "The gateway has no key for this model.");
    }

    private boolean isAskedToWait(Failure failure) {
        return failure.retryAfter().filter(told -> told.compareTo(config.patience()) > 0).isPresent();
    }

    /** What may be well again in a second, and has cost nothing. */
    private static boolean isMomentary(Kind kind) {
        return kind == Kind.OVERLOADED || kind == Kind.UPSTREAM_REFUSED;
    }
}
