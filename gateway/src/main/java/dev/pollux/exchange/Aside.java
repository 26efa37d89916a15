package dev.pollux.exchange;

import dev.pollux.model.Usage;
import dev.pollux.upstream.Answer.Origin;

import java.util.Optional;

/**
 * The answer to a question beside generation.
 *
 * @param origin who answered; empty if nobody needed to be asked
 * @param estimated tokens are told that nobody counted
 */
record Aside(byte[] body, Optional<Origin> origin, boolean estimated, Usage usage) {}
