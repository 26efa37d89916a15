package dev.pollux.network;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How every service is reached.
 *
 * @param usual proxies of services that name none
 * @param authorities file of certificates that are believed beside the system's, by all services
 * @param own what single services say, by their names
 */
public record Network(Proxies usual, Optional<Path> authorities, Map<String, Own> own) {
    public Network {
        own = Map.copyOf(own);
    }

    /** What one service says of itself. */
    public record Own(Optional<Proxy> proxy, Optional<Path> authorities) {
        static final Own NOTHING = new Own(Optional.empty(), Optional.empty());
    }

    /** The way to one service. */
    public record Way(Proxy proxy, List<Path> authorities) {
        public Way {
            authorities = List.copyOf(authorities);
        }
    }

    /** @param service its name */
    public Way to(String service, URI address) {
        Own said = own.getOrDefault(service, Own.NOTHING);
        return new Way(said.proxy().orElseGet(() -> usual.towards(address)), authorities(said));
    }

    /** All that {@link Way#authorities} can be. */
    public Set<List<Path>> authoritySets() {
        return Stream.concat(Stream.of(Own.NOTHING), own.values().stream()).map(this::authorities)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Path> authorities(Own said) {
        return Stream.of(authorities, said.authorities()).flatMap(Optional::stream).toList();
    }
}
