package dev.pollux.config;

/**
 * The effective value of a key and where it comes from.
 *
 * @param <T> the kind of value
 */
public record Value<T>(Key<T> key, T value, Source source) {

    /** The value as people may see it: secrets are masked. */
    public String shown() {
        return key.type().show(value);
    }

    @Override
    public String toString() {
        return key.path() + "=" + shown() + " (" + source.text() + ")";
    }
}
