package dev.pollux.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How much of its limits a client has left, for the headers in which its dialect tells that. */
public record Rates(Optional<Rate> requests, Optional<Rate> tokens) {
    /** Nothing is limited. */
    public static final Rates NONE = new Rates(Optional.empty(), Optional.empty());

    /**
     * One limit.
     *
     * @param left never less than 0
     * @param wholeIn time until it is whole again
     * @param wholeAt the moment when it is
     */
    public record Rate(long limit, long left, Duration wholeIn, Instant wholeAt) {}
}
