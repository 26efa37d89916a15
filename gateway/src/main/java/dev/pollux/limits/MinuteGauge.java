package dev.pollux.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

import java.time.Duration;
import java.time.Instant;

/** A limit of a minute: a bucket of so many tokens that fills up evenly, so that no minute's end lets a flood in. */
final class MinuteGauge implements Gauge {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final long limit;
    private final Bucket bucket;

    MinuteGauge(long limit, TimeMeter meter) {
        this.limit = limit;
        this.bucket = Bucket.builder()
                .addLimit(Bandwidth.builder().capacity(limit).refillGreedy(limit, MINUTE).build())
                .withCustomTimePrecision(meter)
                .build();
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public long left() {
        return bucket.getAvailableTokens();
    }

    @Override
    public void take(long amount) {
        if (amount > 0) {
            bucket.consumeIgnoringRateLimits(amount);
        }
    }

    @Override
    public void give(long amount, Instant taken) {
        if (amount > 0) {
            bucket.addTokens(amount);
        }
    }

    @Override
    public Duration until(long amount) {
        return amount <= left()
                ? Duration.ZERO
                : Duration.ofNanos(bucket.estimateAbilityToConsume(amount).getNanosToWaitForRefill());
    }

    @Override
    public boolean isDaily() {
        return false;
    }
}
