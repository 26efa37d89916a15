package dev.pollux.http;

import dev.pollux.address.Cidr;

import java.util.List;

/**
 * The server's address, and what it allows.
 *
 * @param port 0 for any that is free
 * @param eventLoops threads that serve sockets, 0 for one per core
 * @param trustedProxies who are believed in where a client is
 * @param corsOrigins that browsers may ask from; {@code *} for all
 * @param crossing what passes to a vendor as it is
 * @param resume which streams wait for clients that lost their connection
 */
public record FrontConfig(String host, int port, int eventLoops, Limits limits,
        List<Cidr> trustedProxies, List<String> corsOrigins, Crossing crossing, ResumeConfig resume) {
    public FrontConfig {
        trustedProxies = List.copyOf(trustedProxies);
        corsOrigins = List.copyOf(corsOrigins);
    }
}
