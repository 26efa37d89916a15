package dev.pollux.sandbox.reply;

import java.util.List;

/**
 * What the pretended model says.
 *
 * @param thoughts summaries, in order; empty when it does not think
 * @param pieces the text as it is cut for a stream
 */
public record Reply(List<String> thoughts, List<String> pieces, List<Call> calls, Ending ending) {
    public Reply {
        thoughts = List.copyOf(thoughts);
        pieces = List.copyOf(pieces);
        calls = List.copyOf(calls);
    }

    /** A call with its arguments as JSON text. */
    public record Call(String name, String arguments) {}

    /** Why it ended. */
    public enum Ending {
        /** It had said everything, or called. */
        STOP,
        /** One of the stop texts came. */
        STOP_TEXT,
        /** The limit was reached. */
        MAX,
        /** A filter stopped the answer. */
        SAFETY,
        /** A filter stopped the prompt: there is no answer. */
        BLOCKED,
        /** There is no answer and no reason. */
        EMPTY,
        /** The model meant to call and failed. */
        MALFORMED_CALL
    }

    /** The same by a model that was asked for no text. */
    public Reply withoutText() {
        return new Reply(thoughts, List.of(), calls, ending);
    }

    public String text() {
        return String.join("", pieces);
    }

    public int textTokens() {
        return Tokens.of(text()) + calls.stream().mapToInt(call -> Tokens.of(call.name() + call.arguments())).sum();
    }

    public int thoughtTokens() {
        return thoughts.stream().mapToInt(Tokens::of).sum();
    }
}
