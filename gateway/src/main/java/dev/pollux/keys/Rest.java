package dev.pollux.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One rest of a key, or of all keys of a project.
 *
 * <p>When it is over, one request probes; the others wait for its news, but not for long: a limit is told at once, and a
 * long answer must not hold up the key. Only a success ends it, a further failure makes the next one. Guarded by its
 * pool.
 */
final class Rest {

    /** As long as the longest that can be set. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private final Why why;
    private final int guesses;
    private final long since;
    private final long until;
    private final Instant comeback;
    private long probedUntil;

    /** @param guesses how many rests of unknown length came before it in a row */
    Rest(Why why, int guesses, Duration length, Time time) {
        this.why = why;
        this.guesses = guesses;
        this.since = time.now();
        this.until = since + length.toNanos();
        this.comeback = time.calendar().instant().plus(length);
        this.probedUntil = until;
    }

    /** One of before the process began; never longer than {@link #LONGEST}, whatever is written. */
    static Rest recalled(KeyMemory.Rested rested, Time time) {
        Duration left = Duration.between(time.calendar().instant(), rested.until());
        Duration length = left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) > 0 ? LONGEST : left;
        return new Rest(rested.why(), rested.guesses(), length, time);
    }

    KeyMemory.Rested memory(Optional<String> model) {
        return new KeyMemory.Rested(model, why, guesses, comeback);
    }

    Why why() {
        return why;
    }

    int guesses() {
        return guesses;
    }

    Instant comeback() {
        return comeback;
    }

    /** Whether a request that got its key at a moment knew of this rest: its result is news, any other is old. */
    boolean isOlderThan(long granted) {
        return granted - since > 0;
    }

    /** The calendar ends the rest of a day too: a machine that slept counted no nanoseconds. */
    boolean isOver(Time time) {
        return time.now() - until >= 0
                || (why == Why.DAY_QUOTA && !time.calendar().instant().isBefore(comeback));
    }

    /** Whether a request may use the key now, as a probe. */
    boolean admits(Time time) {
        return isOver(time) && (time.now() - probedUntil >= 0 || probedUntil == until);
    }

    /** @param length how long a probe keeps others away */
    void probe(Time time, Duration length) {
        probedUntil = time.now() + length.toNanos();
    }

    /** The probe came back without news. */
    void probeLost(Time time) {
        if (isOver(time)) {
            probedUntil = until;
        }
    }

    boolean isNoLongerThan(Rest other) {
        return until - other.until <= 0;
    }

    /** The moment from which on it admits. */
    long admitsAt(Time time) {
        return isOver(time) ? probedUntil == until ? time.now() : probedUntil : until;
    }
}
