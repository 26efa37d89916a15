package dev.pollux.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much the model may think, in the one way or the two in which the client said it.
 *
 * @param effort in words; {@link Effort#NONE} switches thinking off
 * @param budget in tokens: 0 is off, {@link #DYNAMIC} leaves it to the model
 * @param shown whether the thoughts, or their summary, come with the answer
 */
public record Thinking(Optional<Effort> effort, OptionalInt budget, Optional<Shown> shown) {
    /** The budget that leaves the amount to the model. */
    public static final int DYNAMIC = -1;

    public static final Thinking DEFAULT = new Thinking(Optional.empty(), OptionalInt.empty(), Optional.empty());

    /** Whether the thoughts, or their summary, come with the answer. */
    public enum Shown {
        /** The client asks for them. */
        ASKED,
        /** The client takes them where they cost nothing: it has a place for them and no word to ask. */
        WELCOME,
        /** The client does not want them. */
        HIDDEN
    }

    /** Whether the client says that it wants to see the thoughts. */
    public boolean isAsked() {
        return shown.filter(Shown.ASKED::equals).isPresent();
    }

    /** How hard to think, from not at all to as hard as it can. */
    public enum Effort {
        NONE, MINIMAL, LOW, MEDIUM, HIGH, XHIGH, MAX
    }
}
