package dev.pollux.sandbox.scenario;

import java.util.List;
import java.util.Map;

/**
 * What is to happen on the socket.
 *
 * @param writes pieces of the body, each flushed by itself
 * @param pauseMillis the wait before each piece but the first
 * @param sized whether the length is announced: the sum of the writes, or more when the body is to be cut
 */
record Script(int status, Map<String, String> headers, List<byte[]> writes, long pauseMillis, long sized,
        Ending ending) {
    /** No length announced. */
    static final long CHUNKED = -1;

    Script {
        headers = Map.copyOf(headers);
        writes = List.copyOf(writes);
    }

    /** How the answer ends. */
    enum Ending {
        /** As HTTP wants it. */
        CLEAN,
        /** The connection is closed in the middle of the body. */
        DESTROY,
        /** Nothing more comes; the connection stays. */
        SILENCE,
        /** Not even a head is sent. */
        NEVER
    }
}
