package dev.pollux.http;

import java.util.List;

/**
 * The server's address, and what it allows.
 *
 * @param port 0 for any that is free
 * @param eventLoops threads that serve sockets, 0 for one per core
 * @param corsOrigins that browsers may ask from; {@code *} for all
 */
public record FrontConfig(String host, int port, int eventLoops, Limits limits, List<String> corsOrigins) {
    public FrontConfig {
        corsOrigins = List.copyOf(corsOrigins);
    }
}
