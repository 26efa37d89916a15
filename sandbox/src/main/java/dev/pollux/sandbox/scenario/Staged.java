package dev.pollux.sandbox.scenario;

import dev.pollux.sandbox.wire.Answer;

/**
 * An answer and the way it is to be played.
 *
 * @param failure how this vendor says 503
 */
public record Staged(Scenario scenario, Answer answer, Answer.Whole failure) {
    /** An answer played as it is. */
    public static Staged plainly(Answer.Whole answer) {
        return new Staged(Scenario.NONE, answer, answer);
    }
}
