package dev.pollux.keys;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * What one key has used of our own limits: requests and tokens of the last minute, requests of the vendor's day.
 *
 * <p>The minute is counted in slices, so that it errs by one slice, and on the safe side. Guarded by its pool.
 */
final class Budget {
    private static final int SLICES = 12;
    private static final long SLICE_NANOS = 5_000_000_000L;

    private final Allowance allowance;
    private final Time time;
    private final long[] requests = new long[SLICES + 1];
    private final long[] tokens = new long[SLICES + 1];
    private final long origin;
    private long slice;
    private LocalDate day;
    private long today;

    Budget(Allowance allowance, Time time) {
        this(allowance, time, time.now(), VendorDay.of(time.calendar().instant()));
    }

    private Budget(Allowance allowance, Time time, long origin, LocalDate day) {
        this.allowance = allowance;
        this.time = time;
        this.origin = origin;
        this.day = day;
    }

    /** What was used so far, under other limits. */
    Budget within(Allowance other) {
        if (other.equals(allowance)) {
            return this;
        }
        var changed = new Budget(other, time, origin, day);
        System.arraycopy(requests, 0, changed.requests, 0, requests.length);
        System.arraycopy(tokens, 0, changed.tokens, 0, tokens.length);
        changed.slice = slice;
        changed.today = today;
        return changed;
    }

    LocalDate day() {
        return day;
    }

    /** Requests of that day. */
    long today() {
        return today;
    }

    /** What was used before the process began; of another day it says nothing. */
    void recall(LocalDate counted, long requests) {
        if (counted.equals(day)) {
            today += Math.max(0, requests);
        }
    }

    void request() {
        if (limitsMinute()) {
            turn();
            requests[index(slice)]++;
        }
        if (allowance.requestsPerDay() > 0) {
            turnDay();
            today++;
        }
    }

    void tokens(long count) {
        if (allowance.tokensPerMinute() > 0) {
            turn();
            tokens[index(slice)] += count;
        }
    }

    /** The moment from which on another request is within the limits: now, if it is. */
    long admitsAt() {
        long now = time.now();
        if (allowance.requestsPerDay() > 0) {
            Instant moment = turnDay();
            if (today >= allowance.requestsPerDay()) {
                return now + VendorDay.left(moment).toNanos();
            }
        }
        if (!limitsMinute()) {
            return now;
        }
        turn();
        return Math.max(freeAt(requests, allowance.requestsPerMinute(), now),
                freeAt(tokens, allowance.tokensPerMinute(), now));
    }

    private boolean limitsMinute() {
        return allowance.requestsPerMinute() > 0 || allowance.tokensPerMinute() > 0;
    }

    private long freeAt(long[] counts, int limit, long now) {
        long left = Arrays.stream(counts).sum();
        if (limit == 0 || left < limit) {
            return now;
        }
        long oldest = slice - SLICES;
        while (left >= limit) {
            left -= counts[index(oldest++)];
        }
        return origin + (oldest + SLICES) * SLICE_NANOS;
    }

    /** Empties the slices that are older than a minute. */
    private void turn() {
        long current = (time.now() - origin) / SLICE_NANOS;
        for (long next = Math.max(slice + 1, current - SLICES); next <= current; next++) {
            requests[index(next)] = 0;
            tokens[index(next)] = 0;
        }
        slice = current;
    }

    private Instant turnDay() {
        Instant moment = time.calendar().instant();
        LocalDate current = VendorDay.of(moment);
        if (current.isAfter(day)) {
            day = current;
            today = 0;
        }
        return moment;
    }

    private static int index(long number) {
        return Math.floorMod(number, SLICES + 1);
    }
}
