package dev.pollux.upstream;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.LongFunction;

/**
 * Keeps whoever waits for a vendor from taking the silence for death: a beat each time that nothing was heard for too
 * long.
 *
 * <p>It beats wherever a call waits for its vendor, before the answer's first word as well as between two. It is kept by
 * the thread that has made it; any other waits without a beat.
 */
public final class Vigil {
    /** For those who need no sign of life. */
    public static final Vigil NONE = new Vigil(Duration.ZERO, () -> {});

    private final long interval;
    private final Runnable beat;
    private final Thread keeper = Thread.currentThread();
    private long due; // for the keeper

    /**
     * @param interval of silence before each beat; zero for never
     * @param beat what it throws ends the call
     */
    public Vigil(Duration interval, Runnable beat) {
        this.interval = interval.toNanos();
        this.beat = beat;
        heard();
    }

    /** Whoever waits has just heard something. */
    public void heard() {
        if (interval > 0) {
            due = System.nanoTime() + interval;
        }
    }

    /**
     * What is waited for, with a beat each time that it takes too long.
     *
     * @param deadline on the scale of {@link System#nanoTime}
     * @param wait waits until the given time; {@code null} if it has come to nothing by then
     */
    <T> @Nullable T await(long deadline, LongFunction<@Nullable T> wait) {
        while (interval > 0 && Thread.currentThread().equals(keeper) && due - deadline < 0) {
            T found = wait.apply(due);
            if (found != null) {
                return found;
            }
            beat.run();
            heard();
        }
        return wait.apply(deadline);
    }
}
