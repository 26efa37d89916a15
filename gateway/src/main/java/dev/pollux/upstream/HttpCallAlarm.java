package dev.pollux.upstream;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes the thread of one call when it has waited long enough.
 *
 * <p>A stream waits for each of its pieces, and nearly always gets it: an alarm that is due earlier than the wait is left
 * as it is and set anew when it goes off, so that most waits cost nothing. It goes off up to {@link #TICK_MILLIS} late.
 */
final class HttpCallAlarm implements TimerTask {
    /** How coarse it is. */
    static final int TICK_MILLIS = 20;

    private final HashedWheelTimer wheel;
    private @Nullable Timeout set;
    private long setFor;
    private long due;
    private @Nullable Thread sleeper;

    HttpCallAlarm(HashedWheelTimer wheel) {
        this.wheel = wheel;
    }

    /** @param moment at which the calling thread is to be woken, on the scale of {@link System#nanoTime} */
    synchronized void wakeAt(long moment) {
        sleeper = Thread.currentThread();
        due = moment;
        if (set == null || setFor - moment > 0) {
            unset();
            set();
        }
    }

    /** For good: the call is over. */
    synchronized void cancel() {
        sleeper = null;
        unset();
    }

    @Override
    public synchronized void run(Timeout timeout) {
        set = null;
        if (sleeper != null && due - System.nanoTime() > 0) {
            set();
        } else {
            LockSupport.unpark(sleeper);
        }
    }

    private void unset() {
        if (set != null) {
            set.cancel();
            set = null;
        }
    }

    private void set() {
        setFor = due;
        set = wheel.newTimeout(this, Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
