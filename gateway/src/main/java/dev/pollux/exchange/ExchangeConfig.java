package dev.pollux.exchange;

import java.time.Duration;

/**
 * How exchanges behave.
 *
 * @param strict a field that would be lost is an error for everybody
 * @param heartbeat how long a stream may be silent towards the client
 * @param continuations how often a stream that breaks off is gone on with by another call
 */
public record ExchangeConfig(boolean strict, Duration heartbeat, int continuations) {}
