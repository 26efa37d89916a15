package dev.pollux.access;

import dev.pollux.model.Glob;

import java.util.List;

/**
 * Who asks, by a name that may be logged, and what this caller may.
 *
 * @param models names and patterns with {@code *} of the models that it may ask
 * @param own what it may use up; unlimited for what everybody may
 */
public record Caller(String name, List<Glob> models, Quota own) {
    private static final List<Glob> EVERY_MODEL = List.of(new Glob("*"));
    /** Somebody, where no token is asked for. */
    public static final Caller ANYBODY = new Caller("anybody");
    /** Somebody who has not been let in. */
    public static final Caller UNKNOWN = new Caller("-", List.of(), Quota.UNLIMITED);

    public Caller {
        models = List.copyOf(models);
    }

    /** One who may ask every model. */
    public Caller(String name) {
        this(name, EVERY_MODEL, Quota.UNLIMITED);
    }

    /** Whether this caller may ask a model by this name. */
    public boolean mayAsk(String model) {
        for (Glob glob : models) { // asked for every request
            if (glob.matches(model)) {
                return true;
            }
        }
        return false;
    }
}
