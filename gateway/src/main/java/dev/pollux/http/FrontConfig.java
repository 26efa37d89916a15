package dev.pollux.http;

import dev.pollux.address.Cidr;

import java.util.List;
import java.util.Optional;

/**
 * The server's address, and what it allows.
 *
 * @param port 0 for any that is free
 * @param eventLoops threads that serve sockets, 0 for one per core
 * @param trustedProxies who are believed in where a client is
 * @param corsOrigins that browsers may ask from; {@code *} for all
 * @param crossing what passes to a vendor as it is
 * @param resume which streams wait for clients that lost their connection
 * @param figures where figures are told, if not here
 */
public record FrontConfig(String host, int port, int eventLoops, Limits limits,
        List<Cidr> trustedProxies, List<String> corsOrigins, Crossing crossing, ResumeConfig resume,
        Optional<FiguresPort> figures) {
    public FrontConfig {
        trustedProxies = List.copyOf(trustedProxies);
        corsOrigins = List.copyOf(corsOrigins);
    }

    /**
     * A port where nothing but figures is told.
     *
     * @param open to whoever can reach it, without a token
     */
    public record FiguresPort(String host, int port, boolean open) {}

    /** The same for the port of the figures. */
    public FrontConfig at(FiguresPort place) {
        return new FrontConfig(place.host(), place.port(), 1, limits, trustedProxies, corsOrigins, crossing, resume,
                figures);
    }
}
