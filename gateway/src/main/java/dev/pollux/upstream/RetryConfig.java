package dev.pollux.upstream;

import java.time.Duration;

/**
 * How often, how long and how fast a request is tried.
 *
 * @param attempts calls for one request that may fail by the service's fault
 * @param hops further calls because a key was at its limit or refused; each puts that key to rest
 * @param time after which no further attempt begins
 * @param pause before the second attempt at most, doubling
 * @param longestPause that it doubles to
 * @param patience how long a request waits for the first key to come back
 * @param breaker when a target counts as down
 */
public record RetryConfig(int attempts, int hops, Duration time, Duration pause, Duration longestPause,
        Duration patience, BreakerConfig breaker) {

    /**
     * When a target counts as down, and for how long.
     *
     * @param results that are needed to judge; 0 for never
     * @param percent of them that failed
     * @param window the time over which they are counted
     * @param open how long nothing is asked at first, doubling
     * @param longest that it doubles to
     */
    public record BreakerConfig(int results, int percent, Duration window, Duration open, Duration longest) {
        public static final BreakerConfig DEFAULT = new BreakerConfig(20, 50, Duration.ofMinutes(2),
                Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    public static final RetryConfig DEFAULT = new RetryConfig(3, 8, Duration.ofSeconds(30), Duration.ofMillis(500),
            Duration.ofSeconds(8), Duration.ofSeconds(2), BreakerConfig.DEFAULT);

    /** For a request that can be sent only once. */
    RetryConfig once() {
        return new RetryConfig(1, 0, time, pause, longestPause, patience, breaker);
    }
}
