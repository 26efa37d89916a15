package dev.pollux.keys;

import java.time.Duration;

/**
 * How keys are chosen, how much each may be used, and how long each rests.
 *
 * @param allowance of each key that names none of its own
 * @param firstRest after a limit of which nothing is known; doubles up to {@code longestRest}
 * @param minuteRest after the limit of a minute without a time
 * @param moneyRest when no money is left
 * @param noQuotaRest when there is no quota for a model
 * @param refusedRest between two probes of a key that the vendor refuses
 * @param daySpread after the vendor's midnight, in which the keys come back whose day was spent
 * @param probe how long others wait for its news at most
 */
public record KeysConfig(Selection selection, Allowance allowance, Duration firstRest, Duration longestRest,
        Duration minuteRest, Duration moneyRest, Duration noQuotaRest, Duration refusedRest, Duration daySpread,
        Duration probe) {

    public static final KeysConfig DEFAULT = new KeysConfig(Selection.ROUND_ROBIN, Allowance.NONE,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24),
            Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofSeconds(2));

    public KeysConfig withSelection(Selection other) {
        return new KeysConfig(other, allowance, firstRest, longestRest, minuteRest, moneyRest, noQuotaRest,
                refusedRest, daySpread, probe);
    }

    public KeysConfig withAllowance(Allowance other) {
        return new KeysConfig(selection, other, firstRest, longestRest, minuteRest, moneyRest, noQuotaRest,
                refusedRest, daySpread, probe);
    }
}
