package dev.pollux.keys;

import java.time.Duration;

/**
 * How keys are chosen, how much each may be used, and how long each rests.
 *
 * @param crowd when a key has so much in work that a conversation goes to another
 * @param allowance of each key that names none of its own
 * @param firstRest after a limit of which nothing is known; doubles up to {@code longestRest}
 * @param minuteRest after the limit of a minute without a time
 * @param moneyRest when no money is left
 * @param noQuotaRest when there is no quota for a model
 * @param refusedRest between two probes of a key that the vendor refuses
 * @param restSpread how much longer a rest may be than the vendor says, in percent
 * @param daySpread after the vendor's midnight, in which the keys come back whose day was spent
 * @param probe how long others wait for its news at most
 */
public record KeysConfig(Selection selection, Crowd crowd, Allowance allowance, Duration firstRest,
        Duration longestRest, Duration minuteRest, Duration moneyRest, Duration noQuotaRest, Duration refusedRest,
        int restSpread, Duration daySpread, Duration probe) {

    /**
     * How much a key may have in work before a conversation that belongs to it goes to another.
     *
     * @param share of its own, in percent
     * @param few at once that are no crowd yet, however idle the others are
     */
    public record Crowd(int share, int few) {
        public static final Crowd DEFAULT = new Crowd(125, 2);
    }

    public static final KeysConfig DEFAULT = new KeysConfig(Selection.ROUND_ROBIN, Crowd.DEFAULT, Allowance.NONE,
            Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(1),
            Duration.ofHours(24), Duration.ofMinutes(30), 10, Duration.ofMinutes(1), Duration.ofSeconds(2));

    public KeysConfig withSelection(Selection other) {
        return new KeysConfig(other, crowd, allowance, firstRest, longestRest, minuteRest, moneyRest, noQuotaRest,
                refusedRest, restSpread, daySpread, probe);
    }

    public KeysConfig withCrowd(Crowd other) {
        return new KeysConfig(selection, other, allowance, firstRest, longestRest, minuteRest, moneyRest, noQuotaRest,
                refusedRest, restSpread, daySpread, probe);
    }

    public KeysConfig withAllowance(Allowance other) {
        return new KeysConfig(selection, crowd, other, firstRest, longestRest, minuteRest, moneyRest, noQuotaRest,
                refusedRest, restSpread, daySpread, probe);
    }
}
