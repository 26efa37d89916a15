package dev.pollux.keys;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The two clocks: the calendar for what people read and for the vendor's day, and a steady count for every wait.
 *
 * @param nanos never jumps, as {@link System#nanoTime}
 */
public record Time(InstantSource calendar, LongSupplier nanos) {
    public static final Time SYSTEM = new Time(InstantSource.system(), System::nanoTime);
    /** Chance for many threads at once. */
    public static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

    public long now() {
        return nanos.getAsLong();
    }

    /** What is left until a moment of the steady count; never less than nothing. */
    public Duration until(long moment) {
        return Duration.ofNanos(Math.max(0, moment - now()));
    }
}
