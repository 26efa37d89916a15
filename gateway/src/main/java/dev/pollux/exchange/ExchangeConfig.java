package dev.pollux.exchange;

import java.time.Duration;

/**
 * How exchanges behave.
 *
 * @param strict a field that would be lost is an error for everybody
 * @param heartbeat how long a stream may be silent towards the client
 */
public record ExchangeConfig(boolean strict, Duration heartbeat) {}
