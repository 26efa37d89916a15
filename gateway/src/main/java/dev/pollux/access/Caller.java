package dev.pollux.access;

/** Who asks, by a name that may be logged. */
public record Caller(String name) {
    /** Somebody, where no token is asked for. */
    public static final Caller ANYBODY = new Caller("anybody");
    /** Somebody who has not been let in. */
    public static final Caller UNKNOWN = new Caller("-");
}
