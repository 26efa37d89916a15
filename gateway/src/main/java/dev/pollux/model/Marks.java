package dev.pollux.model;

import java.util.Optional;

/** What hangs on a block: a seal that must return unchanged, a wish to cache up to here, fields of one dialect. */
public record Marks(Optional<Seal> seal, Optional<Cache> cache, Extras extras) {

    public static final Marks NONE = new Marks(Optional.empty(), Optional.empty(), Extras.NONE);

    /** Marks with a seal alone. */
    public static Marks sealed(Seal seal) {
        return new Marks(Optional.of(seal), Optional.empty(), Extras.NONE);
    }

    /** Marks with extras alone. */
    public static Marks of(Extras extras) {
        return new Marks(Optional.empty(), Optional.empty(), extras);
    }

    public Marks withSeal(Optional<Seal> replaced) {
        return new Marks(replaced, cache, extras);
    }

    /**
     * The vendor is asked to keep its work up to this block.
     *
     * @param ttl how long, in the words of Anthropic ({@code 5m}, {@code 1h}); empty for the vendor's default
     */
    public record Cache(Optional<String> ttl) {}
}
