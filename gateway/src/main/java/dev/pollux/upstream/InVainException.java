package dev.pollux.upstream;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;

/** The last failure of a question that was asked in vain, and what has been tried. */
public final class InVainException extends FailureException {
    private static final long serialVersionUID = 1L;

    private final String target;
    private final int calls;
    private final boolean spent;

    InVainException(Failure failure, String target, int calls, boolean spent) {
        super(failure);
        this.target = target;
        this.calls = calls;
        this.spent = spent;
    }

    /** Who was asked last, as {@code gemini/gemini-2.5-flash}; empty if nobody was. */
    public String target() {
        return target;
    }

    /** Calls to vendors. */
    public int calls() {
        return calls;
    }

    /** Whether a budget has put an end to it: whoever asks again now makes the vendor's trouble greater. */
    public boolean isSpent() {
        return spent;
    }
}
