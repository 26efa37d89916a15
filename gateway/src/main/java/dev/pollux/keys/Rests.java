package dev.pollux.keys;

import dev.pollux.model.Failure;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes rests: as long as the vendor says, or else as the settings do. Guarded by its pool. */
final class Rests {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final KeysConfig config;
    private final Time time;
    private final RandomGenerator random;

    Rests(KeysConfig config, Time time, RandomGenerator random) {
        this.config = config;
        this.time = time;
        this.random = random;
    }

    /**
     * The rest that follows from a failure.
     *
     * @param before the one that held until then, for the same models
     * @param granted when the request got its key
     */
    Rest after(Why why, @Nullable Rest before, long granted, Failure failure) {
        int guesses = before == null || before.why() != Why.MINUTE_QUOTA ? 0 : before.guesses() + 1;
        return longer(before, granted, rest(why, guesses, failure));
    }

    /** Several requests may meet the same limit at once: together they make one rest, the longest of theirs. */
    private static Rest longer(@Nullable Rest before, long granted, Rest made) {
        if (before == null || before.isOlderThan(granted)) {
            return made;
        }
        boolean sameGuess = made.why() == before.why() && made.guesses() > before.guesses();
        return sameGuess || made.isNoLongerThan(before) ? before : made;
    }

    private Rest rest(Why why, int guesses, Failure failure) {
        Optional<Duration> told = failure.retryAfter().filter(Duration::isPositive).map(Rests::bounded);
        return switch (why) {
            case DAY_QUOTA -> new Rest(why, 0, VendorDay.left(time.calendar().instant())
                    .plusMillis(random.nextLong(config.daySpread().toMillis())), time);
            case NO_QUOTA -> new Rest(why, 0, config.noQuotaRest(), time);
            case MONEY -> new Rest(why, 0, told.filter(length -> length.compareTo(config.moneyRest()) > 0)
                    .orElse(config.moneyRest()), time);
            case REFUSED -> new Rest(why, 0, config.refusedRest(), time);
            case MINUTE_QUOTA -> told.map(length -> new Rest(why, 0, later(length), time))
                    .orElseGet(() -> failure.code().filter(Failure.MINUTE_SPENT::equals).isPresent()
                            ? new Rest(why, 0, later(config.minuteRest()), time)
                            : new Rest(why, guesses, later(guess(guesses)), time));
        };
    }

    private Duration guess(int guesses) {
        Duration guess = config.firstRest().multipliedBy(1L << Math.min(guesses, 20));
        return guess.compareTo(config.longestRest()) > 0 ? config.longestRest() : guess;
    }

    /** Never earlier than told, and a little later: what was limited together does not come back together. */
    private Duration later(Duration length) {
        return length.plusNanos((long) (length.toNanos() * random.nextDouble() * config.restSpread() / 100));
    }

    private static Duration bounded(Duration length) {
        return length.compareTo(LONGEST) > 0 ? LONGEST : length;
    }
}
