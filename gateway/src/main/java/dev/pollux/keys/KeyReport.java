package dev.pollux.keys;

import java.util.List;
import java.util.Optional;

/**
 * How one key is, for people: its number stands for it.
 *
 * @param pool whose key it is
 * @param name that the settings give it
 * @param state for every model
 * @param models for which it rests while it may be used for others
 * @param inWork requests that have it now
 * @param used requests that had it
 * @param failures how many of them failed for a reason that is the key's
 */
public record KeyReport(String pool, int number, Optional<String> name, KeyState state, List<ModelRest> models,
        int inWork, long used,
        long failures) {
    public KeyReport {
        models = List.copyOf(models);
    }

    /** A rest for one model. */
    public record ModelRest(String model, KeyState.Resting state) {}
}
