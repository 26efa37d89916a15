package dev.pollux.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the settings say of models' names.
 *
 * @param routes from a client's name, or a pattern with {@code *}, to targets: {@code upstream/model} with or without
 *        {@code =weight}, in the order in which they are tried
 * @param aliases from a client's name to the name of a model
 * @param fallback for names that lead nowhere else
 * @param suffixes that are understood behind names: see {@link Wishes}
 */
public record RouteConfig(Map<String, List<String>> routes, Map<String, String> aliases,
        Optional<String> fallback, Set<String> suffixes) {
    /** No word about any name. */
    public static final RouteConfig NONE = new RouteConfig(Map.of(), Map.of(), Optional.empty());

    /** Names have no suffixes. */
    public RouteConfig(Map<String, List<String>> routes, Map<String, String> aliases, Optional<String> fallback) {
        this(routes, aliases, fallback, Set.of());
    }

    public RouteConfig {
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
        aliases = Map.copyOf(aliases);
        suffixes = Set.copyOf(suffixes);
    }
}
