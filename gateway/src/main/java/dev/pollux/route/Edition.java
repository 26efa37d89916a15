package dev.pollux.route;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/**
 * A time in which the {@link Catalogue} says the same of every name: it ends when another list comes or a model retires.
 *
 * <p>No two are equal.
 */
final class Edition {
    private final Instant since;
    private final Instant until;

    /**
     * @param retirements of all models
     * @param now between two of them
     */
    Edition(Collection<Instant> retirements, Instant now) {
        this.since = retirements.stream().filter(moment -> !now.isBefore(moment)).max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        this.until = retirements.stream().filter(now::isBefore).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    /** Whether no model has retired since, nor come back by a clock that was set back. */
    boolean holds(Instant now) {
        return !now.isBefore(since) && now.isBefore(until);
    }
}
