package dev.pollux.upstream;

import java.time.Duration;

/**
 * The bounds of calls to vendors.
 *
 * @param connect until a connection stands
 * @param firstByte until the vendor's answer begins
 * @param idle between two pieces of a stream
 * @param total for one call, from its beginning to its end
 * @param connections to one address at the same time
 * @param waiting calls that may wait for a connection
 * @param frameLimit of one frame of a stream, in bytes
 * @param answerLimit of one whole answer, in bytes
 */
public record UpstreamConfig(Duration connect, Duration firstByte, Duration idle, Duration total, int connections,
        int waiting, int frameLimit, int answerLimit) {}
