package dev.pollux.config;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * One thing that can be set. All of them are in {@link Keys}.
 *
 * @param <T> the kind of value
 * @param path its place in the file, such as {@code server.port}
 * @param fallback the default as one would write it; blank for none
 * @param environment the variables that set it, the first before the older ones; never empty
 * @param meaning one line that says what it is
 */
public record Key<T>(String path, Type<T> type, String fallback, List<String> environment, String meaning) {

    /**
     * A key without variables of its own gets one that is made of its path: {@code POLLUX_SERVER_BODY_LIMIT}.
     *
     * @throws IllegalArgumentException if the type does not allow the default
     */
    public Key {
        environment = environment.isEmpty()
                ? List.of("POLLUX_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))
                : List.copyOf(environment);
        if (type.read(Node.of(fallback)).isEmpty()) {
            throw new IllegalArgumentException(path + ": the default is not allowed");
        }
    }

    /** As a key is a constant, its words tell it from every other; a record's own comparison costs a start too much. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key<?> key && path.equals(key.path) && meaning.equals(key.meaning);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    /** The value where nobody sets another. */
    public T standard() {
        return type.read(Node.of(fallback)).orElseThrow();
    }

    /** The part of the path before the last dot. */
    public String section() {
        return path.substring(0, path.lastIndexOf('.'));
    }

    /** The part of the path after the last dot. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
