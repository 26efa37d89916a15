package dev.pollux.upstream;

import java.time.Duration;
import java.util.Map;

/**
 * How often, how long and how fast a request is tried.
 *
 * @param attempts calls for one request that may fail by the service's fault
 * @param hops further calls because a key was at its limit or refused; each puts that key to rest
 * @param time after which no further attempt begins
 * @param pause before the second attempt at most, doubling
 * @param longestPause that it doubles to
 * @param spread how much longer than the vendor says a pause may be, in percent
 * @param patience how long a request waits for the first key to come back
 * @param breaker when a target counts as down
 * @param budget of retries, for each target
 * @param hedge when a stream is asked for a second time beside the first
 * @param slowDown what becomes of a target's load when it asks for less
 */
public record RetryConfig(int attempts, int hops, Duration time, Duration pause, Duration longestPause,
        int spread, Duration patience, BreakerConfig breaker, Budget budget, Hedge hedge, SlowDown slowDown) {

    /**
     * When a target counts as down, and for how long.
     *
     * @param results that are needed to judge; 0 for never
     * @param percent of them that failed
     * @param window the time over which they are counted
     * @param open how long nothing is asked at first, doubling
     * @param longest that it doubles to
     * @param spread how much longer it may be left alone each time, in percent
     * @param panic between two requests that pass although every target is down
     */
    public record BreakerConfig(int results, int percent, Duration window, Duration open, Duration longest,
            int spread, Duration panic) {
        public static final BreakerConfig DEFAULT = new BreakerConfig(20, 50, Duration.ofMinutes(2),
                Duration.ofSeconds(5), Duration.ofMinutes(5), 10, Duration.ofSeconds(1));
    }

    /**
     * How many retries a target may be burdened with; a success gives one token back.
     *
     * @param tokens at the beginning, and at most
     * @param retry what one costs
     * @param timeout what one costs that goes elsewhere since no answer began in time
     * @param hop what one costs that goes to another key
     * @param atOnce that always may, with no token left
     */
    public record Budget(int tokens, int retry, int timeout, int hop, int atOnce) {
        public static final Budget DEFAULT = new Budget(100, 5, 10, 2, 3);
    }

    /**
     * When a stream is asked for a second time beside the first.
     *
     * @param after its first word has not come for so long; zero for never
     * @param of vendors that have a time of their own
     */
    public record Hedge(Duration after, Map<String, Duration> of) {
        public static final Hedge NEVER = new Hedge(Duration.ZERO, Map.of());

        public Hedge {
            of = Map.copyOf(of);
        }

        /** For a vendor; zero for never. */
        Duration after(String vendor) {
            return of.getOrDefault(vendor, after);
        }
    }

    /**
     * What becomes of a target's load when it asks for less.
     *
     * @param share of the requests in work, in percent, that are let through then; 100 for no change
     * @param growth of that in a minute, in percent
     * @param patience how long a request waits for its turn
     */
    public record SlowDown(int share, int growth, Duration patience) {
        public static final SlowDown DEFAULT = new SlowDown(50, 10, Duration.ofSeconds(2));
    }

    public static final RetryConfig DEFAULT = new RetryConfig(3, 8, Duration.ofSeconds(30), Duration.ofMillis(500),
            Duration.ofSeconds(8), 10, Duration.ofSeconds(2), BreakerConfig.DEFAULT, Budget.DEFAULT, Hedge.NEVER,
            SlowDown.DEFAULT);

    /** For a request that can be sent only once. */
    RetryConfig once() {
        return new RetryConfig(1, 0, time, pause, longestPause, spread, patience, breaker, budget, hedge, slowDown);
    }
}
