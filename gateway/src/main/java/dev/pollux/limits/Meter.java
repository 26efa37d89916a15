package dev.pollux.limits;

import io.github.bucket4j.TimeMeter;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of the buckets, which never goes back: it follows a clock, and goes on from where it was when that is set back.
 *
 * <p>A bucket for which time has gone back gives nothing until it has caught up.
 */
final class Meter implements TimeMeter {
    private final InstantSource clock;
    private long seen;
    private long setBack;

    Meter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized long currentTimeNanos() {
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        setBack += Math.max(0, seen - nanos);
        seen = nanos;
        return nanos + setBack;
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
