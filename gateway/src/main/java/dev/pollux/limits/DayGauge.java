package dev.pollux.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/** A limit of a day, which begins at midnight of a time zone, whether it has 23 hours, 24 or 25. */
final class DayGauge implements Gauge {
    private final long limit;
    private final InstantSource clock;
    private final ZoneId zone;
    private Instant begin = Instant.MIN;
    private Instant end = Instant.MIN;
    private long used;

    DayGauge(long limit, InstantSource clock, ZoneId zone) {
        this.limit = limit;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public long left() {
        turn();
        return limit - used;
    }

    @Override
    public void take(long amount) {
        turn();
        used += amount;
    }

    /** What was taken yesterday is given back to yesterday. */
    @Override
    public void give(long amount, Instant taken) {
        turn();
        if (!taken.isBefore(begin)) {
            used -= amount;
        }
    }

    @Override
    public Duration until(long amount) {
        return amount <= left() ? Duration.ZERO : Duration.between(clock.instant(), end);
    }

    @Override
    public boolean isDaily() {
        return true;
    }

    /** A clock that is set back does not give the day anew. */
    private void turn() {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            begin = today.atStartOfDay(zone).toInstant();
            end = today.plusDays(1).atStartOfDay(zone).toInstant();
            used = 0;
        }
    }
}
