package dev.pollux.observe;

import dev.pollux.exchange.Outcome;

/**
 * An exchange that is over, and when that was.
 *
 * @param at milliseconds since 1970
 */
record Ended(long at, Outcome outcome) {}
