package dev.pollux.keys;

import java.time.Duration;
import java.time.Instant;

/**
 * One rest of a key, or of all keys of a project.
 *
 * <p>When it is over, one request probes; the others wait for its news, but not for long: a limit is told at once, and a
 * long answer must not hold up the key. Only a success ends it, a further failure makes the next one. Guarded by its
 * pool.
 */
final class Rest {
    /** How long a probe keeps others away. */
    private static final long PROBE_NANOS = Duration.ofSeconds(2).toNanos();

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

    void probe(Time time) {
        probedUntil = time.now() + PROBE_NANOS;
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
