package dev.pollux.keys;

import java.time.Duration;
import java.time.Instant;

/** Both clocks, moved by hand and together. */
public final class ManualTime {
    private Instant calendar;
    private long nanos = 42;

    public ManualTime(String start) {
        this.calendar = Instant.parse(start);
    }

    public Time time() {
        return new Time(this::calendar, this::nanos);
    }

    public synchronized void pass(Duration length) {
        calendar = calendar.plus(length);
        nanos += length.toNanos();
    }

    /** Somebody sets the calendar; the steady clock knows nothing of it. */
    public synchronized void set(String now) {
        calendar = Instant.parse(now);
    }

    private synchronized Instant calendar() {
        return calendar;
    }

    private synchronized long nanos() {
        return nanos;
    }
}
