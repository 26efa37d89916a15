package dev.pollux.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a piece of a text comes from.
 *
 * @param start first character of the piece in its text block, in UTF-16 units
 * @param end the character behind the piece
 * @param extras what only the citing dialect knows
 */
public record Citation(Optional<String> url, Optional<String> title, OptionalInt start, OptionalInt end,
        Extras extras) {}
