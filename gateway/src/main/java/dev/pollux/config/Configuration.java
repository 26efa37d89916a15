package dev.pollux.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All values, valid as a whole; nothing in it ever changes. */
public final class Configuration {
    private final Map<String, Value<?>> values;
    private final Map<String, List<String>> names;

    /**
     * @param values in the order of the keys
     * @param names of the entries of each free map
     */
    Configuration(Map<String, Value<?>> values, Map<String, List<String>> names) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.names = Map.copyOf(names);
    }

    /**
     * Reads, validates and freezes what the sources say.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public static Configuration read(Sources sources) {
        return new Reading(sources, Keys.all(), Keys.templates()).configuration();
    }

    /** @throws IllegalArgumentException for a key that is not one of {@link Keys} */
    public <T> T get(Key<T> key) {
        return value(key).value();
    }

    /** The value and where it comes from; throws as {@link #get} does. */
    public <T> Value<T> value(Key<T> key) {
        Value<?> value = values.get(key.path());
        if (value == null || !value.key().equals(key)) {
            throw new IllegalArgumentException("unknown key " + key.path());
        }
        @SuppressWarnings("unchecked") // the key is the one that read the value
        Value<T> typed = (Value<T>) value;
        return typed;
    }

    /** The entries of the free map to which a template belongs, in the order of the file. */
    public List<String> names(Template<?> template) {
        return names.getOrDefault(template.map(), List.of());
    }

    /**
     * Whether the address that is asked for is left alone: the settings of older programs name a public one without
     * asking for a good token, which is kept only with one.
     */
    public boolean staysOnLoopback() {
        return exposes(get(Keys.SERVER_HOST));
    }

    /** Whether others than this machine would get in at an address without a token, or with one that they guess. */
    public boolean exposes(String host) {
        return Rules.isExposed(this, host);
    }

    /** Whether only this machine can reach an address; decided without asking a name server. */
    public static boolean isLoopback(String host) {
        return Rules.isLoopback(host);
    }

    /** Every value in the order of the keys. */
    public List<Value<?>> values() {
        return List.copyOf(values.values());
    }
}
