package dev.pollux.upstream;

import java.time.Duration;

/**
 * The bounds of calls to vendors.
 *
 * @param connect until a connection stands
 * @param tls until its TLS handshake is done
 * @param firstByte until the vendor's answer begins
 * @param idle between two pieces of a stream
 * @param total for one call, from its beginning to its end
 * @param connections to one address at the same time
 * @param waiting calls that may wait for a connection
 * @param queueLimit of one stream that waits here for its reader, in bytes
 * @param frameLimit of one frame of a stream, in bytes
 * @param answerLimit of one whole answer, in bytes
 */
public record UpstreamConfig(Duration connect, Duration tls, Duration firstByte, Duration idle, Duration total,
        int connections,
        int waiting, int queueLimit, int frameLimit, int answerLimit) {}
