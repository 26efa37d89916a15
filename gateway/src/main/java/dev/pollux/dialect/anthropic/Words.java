package dev.pollux.dialect.anthropic;

import dev.pollux.model.StopReason;
import dev.pollux.model.Thinking.Effort;
import dev.pollux.model.Thinking.Shown;

import java.util.Optional;

/** The words of Anthropic for what all dialects have. */
final class Words {
    /** The fewest tokens of a thinking budget that Anthropic takes. */
    static final int LEAST_BUDGET = 1024;

    private Words() {}

    static Optional<Effort> effort(String word) {
        return switch (word) {
            case "low" -> Optional.of(Effort.LOW);
            case "medium" -> Optional.of(Effort.MEDIUM);
            case "high" -> Optional.of(Effort.HIGH);
            case "xhigh" -> Optional.of(Effort.XHIGH);
            case "max" -> Optional.of(Effort.MAX);
            default -> Optional.empty();
        };
    }

    /** The word for an effort; the least that there is for {@link Effort#NONE}. */
    static String effort(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case XHIGH -> "xhigh";
            case MAX -> "max";
        };
    }

    static Optional<Shown> shown(String display) {
        return switch (display) {
            case "summarized" -> Optional.of(Shown.ASKED);
            case "omitted" -> Optional.of(Shown.HIDDEN);
            default -> Optional.empty();
        };
    }

    static String display(Shown shown) {
        return shown == Shown.HIDDEN ? "omitted" : "summarized";
    }

    /** The tier in the words of OpenAI. */
    static Optional<String> tier(String word) {
        return switch (word) {
            case "auto" -> Optional.of("auto");
            case "standard_only" -> Optional.of("default");
            default -> Optional.empty();
        };
    }

    /** The word for a tier in the words of OpenAI, where Anthropic has one. */
    static Optional<String> ownTier(String tier) {
        return switch (tier) {
            case "auto" -> Optional.of("auto");
            case "default" -> Optional.of("standard_only");
            default -> Optional.empty();
        };
    }

    static StopReason.Kind stop(String word) {
        return switch (word) {
            case "end_turn" -> StopReason.Kind.DONE;
            case "max_tokens", "model_context_window_exceeded" -> StopReason.Kind.LENGTH;
            case "stop_sequence" -> StopReason.Kind.STOP_TEXT;
            case "tool_use" -> StopReason.Kind.TOOL_CALLS;
            case "pause_turn" -> StopReason.Kind.PAUSED;
            case "refusal" -> StopReason.Kind.REFUSED;
            default -> StopReason.Kind.OTHER;
        };
    }

    /**
     * The word for a reason: the vendor's own if it is one of ours.
     *
     * @param calls whether the answer calls tools: some vendors do not say so in their reason
     */
    static String stop(StopReason reason, boolean calls) {
        if (!reason.raw().isEmpty() && stop(reason.raw()) == reason.kind() && isWord(reason.raw())) {
            return reason.raw();
        }
        return switch (reason.kind()) {
            case DONE, OTHER -> calls ? "tool_use" : "end_turn";
            case INVALID -> "end_turn";
            case STOP_TEXT -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case FILTERED, REFUSED -> "refusal";
            case PAUSED -> "pause_turn";
        };
    }

    /** Whether it looks like a stop reason of Anthropic: words of other vendors that nobody knows are in capitals. */
    private static boolean isWord(String raw) {
        return raw.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'));
    }
}
