package dev.pollux.keys;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys that share one quota, and its rests: for every model, and for each.
 *
 * <p>A key of which no project is known is one of its own. Guarded by its pool.
 */
final class Project {
    /** Names of models come from clients: more rests than these at a time are forgotten, the oldest first. */
    private static final int MOST_MODELS = 64;

    private final Map<String, Rest> ofModel = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Rest> eldest) {
            return size() > MOST_MODELS;
        }
    };
    private @Nullable Rest whole;

    @Nullable
    Rest rest(String model) {
        return ofModel.get(model);
    }

    /** The rest for every model. */
    @Nullable
    Rest whole() {
        return whole;
    }

    Map<String, Rest> rests() {
        return ofModel;
    }

    void put(String model, Rest rest) {
        ofModel.remove(model); // the newest last, whether there was one or not
        ofModel.put(model, rest);
    }

    void putWhole(Rest rest) {
        whole = rest;
    }

    void wake(String model) {
        ofModel.remove(model);
    }

    void wake() {
        whole = null;
    }

    /** Forgets every rest. */
    void reset() {
        whole = null;
        ofModel.clear();
    }
}
