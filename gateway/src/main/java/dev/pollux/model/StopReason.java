package dev.pollux.model;

import java.util.Optional;

/**
 * Why an answer ended.
 *
 * @param raw the vendor's own word
 * @param message what the vendor says of it, or the stop text that was met
 */
public record StopReason(Kind kind, String raw, Optional<String> message) {

    /** The reasons that the dialects have in common. */
    public enum Kind {
        /** The model had said all. */
        DONE,
        /** One of the stop texts of the request. */
        STOP_TEXT,
        /** The bound on tokens, or the model's window. */
        LENGTH,
        /** It waits for the results of its tool calls. */
        TOOL_CALLS,
        /** A filter of the vendor. */
        FILTERED,
        /** The model declined. */
        REFUSED,
        /** The vendor paused; the same request goes on. */
        PAUSED,
        /** What the model made could not be used: a malformed call, a call of an unknown tool. */
        INVALID,
        /** A word that nobody knows. */
        OTHER
    }

    public StopReason(Kind kind, String raw) {
        this(kind, raw, Optional.empty());
    }
}
