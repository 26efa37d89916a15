package dev.pollux.upstream;

import dev.pollux.keys.Time;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.upstream.RetryConfig.SlowDown;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds the load of a target down after it has asked for less: to a share of what was in work, and to more each minute.
 *
 * <p>As long as none asks, requests are counted and nothing waits.
 */
final class Ramp {
    private static final double NANOS_OF_MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Time time;
    private final AtomicInteger inWork = new AtomicInteger();
    private final Runnable leaving = this::leave;
    private volatile @Nullable Climb climb;

    /**
     * The way back up.
     *
     * @param from requests at a time
     * @param to where it ends
     */
    private record Climb(int from, int to, long since, SlowDown config) {

        int height(long now) {
            return (int) (from * Math.pow(1 + config.growth() / 100.0, (now - since) / NANOS_OF_MINUTE));
        }
    }

    Ramp(Time time) {
        this.time = time;
    }

    /** Whether there may be no room. */
    boolean isClimbing() {
        return climb != null;
    }

    /**
     * Whether one more request may be in work, until it leaves.
     *
     * @param patience how long it may wait for that
     * @throws FailureException {@code CLIENT_GONE} as soon as the thread is interrupted
     */
    boolean enter(Duration patience) {
        if (climb != null) {
            return await(patience);
        }
        inWork.incrementAndGet();
        return true;
    }

    private synchronized boolean await(Duration patience) {
        long end = time.now() + patience.toNanos();
        while (!hasRoom()) {
            long left = end - time.now();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException _) {
                throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."));
            }
        }
        inWork.incrementAndGet();
        return true;
    }

    void leave() {
        inWork.decrementAndGet();
        if (climb != null) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** That: always the same. */
    Runnable leaving() {
        return leaving;
    }

    /** Requests that have entered and not left. */
    int inWork() {
        return inWork.get();
    }

    /**
     * The target asks for less.
     *
     * @param granted when the request that was told so got its key: one from before the last such word is no news
     * @param load requests that are in work now
     */
    synchronized void slow(long granted, int load, SlowDown config) {
        Climb now = climb;
        if (now == null) {
            climb = climb(load, load, config);
        } else if (granted - now.since() > 0) {
            climb = climb(now.height(time.now()), now.to(), config);
        }
    }

    private Climb climb(int load, int to, SlowDown config) {
        return new Climb(Math.max(1, load * config.share() / 100), to, time.now(), config);
    }

    private synchronized boolean hasRoom() {
        Climb now = climb;
        if (now == null) {
            return true;
        }
        int height = now.height(time.now());
        if (height >= now.to()) {
            climb = null;
            notifyAll();
            return true;
        }
        return inWork.get() < height;
    }
}
