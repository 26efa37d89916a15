package dev.pollux.model;

/** Carries a {@link Failure} up the road to where it is told: the only exception that is meant for a client. */
public class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** As {@link #FailureException(Failure)}, with what caused it, for the log. */
    public FailureException(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public final Failure failure() {
        return failure;
    }
}
