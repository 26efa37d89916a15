package dev.pollux.keys;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is worth knowing of one key when the process begins anew.
 *
 * @param rests its own and its project's
 * @param day the vendor's day whose requests are counted
 * @param requests of that day; 0 too where nobody counts
 */
public record KeyMemory(List<Rested> rests, LocalDate day, long requests) {
    public KeyMemory {
        rests = List.copyOf(rests);
    }

    /**
     * One rest.
     *
     * @param model for which it holds; empty for every one
     * @param guesses as in {@link Rest}
     */
    public record Rested(Optional<String> model, Why why, int guesses, Instant until) {
        public Rested {
            if (why.ofEveryModel() != model.isEmpty()) {
                throw new IllegalArgumentException(why.words() + " does not fit the models");
            }
        }
    }

    /** Whether it is what is known of any key at its beginning. */
    boolean isNothing() {
        return rests.isEmpty() && requests == 0;
    }
}
