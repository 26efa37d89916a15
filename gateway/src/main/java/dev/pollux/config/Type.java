package dev.pollux.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a value may be: how it is read, what is allowed, and how it is shown. {@link Types} has them all.
 *
 * @param <T> the kind of value
 */
public final class Type<T> {
    private final String allowed;
    private final boolean secret;
    private final Function<Node, Optional<T>> reader;
    private final Function<T, String> writer;

    /**
     * @param allowed what is allowed, in words that follow "allowed:"
     * @param secret whether neither a found text nor a value may be shown
     * @param reader gives empty for what is not allowed
     * @param writer the text that people see; read again, it gives the same value, unless it is secret
     */
    Type(String allowed, boolean secret, Function<Node, Optional<T>> reader, Function<T, String> writer) {
        this.allowed = allowed;
        this.secret = secret;
        this.reader = reader;
        this.writer = writer;
    }

    /** What is allowed, in words. */
    public String allowed() {
        return allowed;
    }

    /** Whether its values are shown masked only. */
    public boolean secret() {
        return secret;
    }

    /** The text that people may see. */
    public String show(T value) {
        return writer.apply(value);
    }

    Optional<T> read(Node node) {
        return reader.apply(node);
    }

    /** This type, or nothing at all. */
    Type<Optional<T>> optional() {
        return new Type<>(allowed, secret, node -> {
            Optional<T> value = read(node);
            boolean isBlank = node instanceof Node.Scalar scalar && scalar.text().isBlank();
            return value.isPresent() || isBlank ? Optional.of(value) : Optional.empty();
        }, value -> value.map(writer).orElse(""));
    }
}
