package dev.pollux.upstream;

import dev.pollux.keys.Time;

import java.time.Duration;
import java.util.Arrays;

/** How many of the results of the last time failed. Guarded by its breaker. */
final class Window {
    private static final int SLICES = 12;

    private final Duration length;
    private final Time time;
    private final long origin;
    private final long sliceNanos;
    private final long[] counts = new long[SLICES];
    private final long[] failures = new long[SLICES];
    private long slice;

    Window(Duration length, Time time) {
        this.length = length;
        this.time = time;
        this.origin = time.now();
        this.sliceNanos = Math.max(1, length.toNanos() / SLICES);
    }

    Duration length() {
        return length;
    }

    void add(boolean success) {
        turn();
        int at = Math.floorMod(slice, SLICES);
        counts[at]++;
        failures[at] += success ? 0 : 1;
    }

    long count() {
        turn();
        return Arrays.stream(counts).sum();
    }

    long failed() {
        turn();
        return Arrays.stream(failures).sum();
    }

    void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(failures, 0);
    }

    private void turn() {
        long current = (time.now() - origin) / sliceNanos;
        for (long next = Math.max(slice + 1, current - SLICES + 1); next <= current; next++) {
            counts[Math.floorMod(next, SLICES)] = 0;
            failures[Math.floorMod(next, SLICES)] = 0;
        }
        slice = current;
    }
}
