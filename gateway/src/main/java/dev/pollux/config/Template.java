package dev.pollux.config;

import java.util.List;

/**
 * What can be set in every entry of a map whose names are free: a {@link Key} for each of them.
 *
 * @param <T> the kind of value
 * @param map the path of the map, such as {@code upstreams}
 * @param field the name within an entry, or empty where the entry itself is the value
 * @param fallback as in {@link Key}
 * @param meaning as in {@link Key}
 */
public record Template<T>(String map, String field, Type<T> type, String fallback, String meaning) {

    /** The key of one entry. */
    public Key<T> of(String entry) {
        return new Key<>(map + "." + entry + (field.isEmpty() ? "" : "." + field), type, fallback, List.of(), meaning);
    }

    /** Its path in the documentation. */
    public String path() {
        return of("NAME").path();
    }
}
