package dev.pollux.keys;

import java.time.Duration;

/**
 * How keys are chosen, how much each may be used, and how long each rests.
 *
 * @param requestsPerMinute with one key; 0 for no limit of ours, here and in the next three
 * @param requestsPerDay of the vendor's day
 * @param tokensPerMinute in and out
 * @param concurrency requests in work with one key
 * @param firstRest after a limit of which nothing is known; doubles up to {@code longestRest}
 * @param minuteRest after the limit of a minute without a time
 * @param moneyRest when no money is left
 * @param noQuotaRest when there is no quota for a model
 * @param refusedRest between two probes of a key that the vendor refuses
 */
public record KeysConfig(Selection selection, int requestsPerMinute, int requestsPerDay, int tokensPerMinute,
        int concurrency, Duration firstRest, Duration longestRest, Duration minuteRest, Duration moneyRest,
        Duration noQuotaRest, Duration refusedRest) {

    public static final KeysConfig DEFAULT = new KeysConfig(Selection.ROUND_ROBIN, 0, 0, 0, 0, Duration.ofSeconds(5),
            Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24),
            Duration.ofMinutes(30));

    public KeysConfig withSelection(Selection other) {
        return new KeysConfig(other, requestsPerMinute, requestsPerDay, tokensPerMinute, concurrency, firstRest,
                longestRest, minuteRest, moneyRest, noQuotaRest, refusedRest);
    }

    public KeysConfig withBudget(int perMinute, int perDay, int tokens, int atOnce) {
        return new KeysConfig(selection, perMinute, perDay, tokens, atOnce, firstRest, longestRest, minuteRest,
                moneyRest, noQuotaRest, refusedRest);
    }
}
