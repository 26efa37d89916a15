package dev.pollux.limits;

import java.time.Duration;
import java.time.Instant;

/** What is left of one limit over time. Guarded by its account. */
interface Gauge {
    long limit();

    /** May be less than 0: what an answer really cost is known only when it has been given. */
    long left();

    /** Takes, whatever is left. */
    void take(long amount);

    /** Gives back what was taken at a moment. */
    void give(long amount, Instant taken);

    /** How long until so much is left; zero if it is. Never, if it is more than the limit. */
    Duration until(long amount);

    /** Whether it ends with a day. */
    boolean isDaily();
}
