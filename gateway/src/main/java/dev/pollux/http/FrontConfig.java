package dev.pollux.http;

import java.time.Duration;
import java.util.List;

/**
 * The server's address and bounds.
 *
 * @param port 0 for any that is free
 * @param eventLoops threads that serve sockets, 0 for one per core
 * @param bodyLimit of a request, in bytes
 * @param headLimit of all headers of a request, in bytes
 * @param lineLimit of the request line, in bytes
 * @param bodyTimeout from the head of a request to the end of its body
 * @param writeStall how long a client may read nothing of what waits for it
 * @param corsOrigins that browsers may ask from; {@code *} for all
 */
public record FrontConfig(String host, int port, int eventLoops, int bodyLimit, int headLimit, int lineLimit,
        Duration bodyTimeout, Duration writeStall, List<String> corsOrigins) {
    public FrontConfig {
        corsOrigins = List.copyOf(corsOrigins);
    }
}
