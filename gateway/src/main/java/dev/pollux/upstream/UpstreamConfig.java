package dev.pollux.upstream;

import dev.pollux.network.Network;

import java.time.Duration;

/**
 * The bounds of calls to vendors, and the ways to them.
 *
 * @param connections that carry them
 * @param network how each vendor is reached
 * @param firstByte until the vendor's answer begins
 * @param idle between two pieces of a stream
 * @param preamble for which a stream's beginning without content is held, so that another may still be asked
 * @param total for one call, from its beginning to its end
 * @param queueLimit of one stream that waits here for its reader, in bytes
 * @param frameLimit of one frame of a stream, in bytes
 * @param answerLimit of one whole answer, in bytes
 * @param refusesEmpty an answer without a text, a call or a picture is a failure, which may be mended
 */
public record UpstreamConfig(Connections connections, Network network, Duration firstByte, Duration idle,
        Duration preamble, Duration total, int queueLimit, int frameLimit, int answerLimit, boolean refusesEmpty) {

    /**
     * The connections to one address.
     *
     * @param connect until one stands
     * @param tls until its TLS handshake is done
     * @param most at the same time
     * @param waiting calls that may wait for one
     * @param http2 whether it is spoken where it is offered
     * @param streams calls that share one of HTTP/2
     * @param keepAlive between two calls
     * @param lifetime after which it takes no further call
     * @param acknowledge what was sent, before it counts as dead
     */
    public record Connections(Duration connect, Duration tls, int most, int waiting, boolean http2, int streams,
            Duration keepAlive, Duration lifetime, Duration acknowledge) {}
}
