package dev.pollux.dialect.openaichat;

import dev.pollux.model.Block.Media.Detail;
import dev.pollux.model.Output.Modality;
import dev.pollux.model.StopReason;
import dev.pollux.model.Thinking.Effort;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The words of this dialect and what they mean. A word that nobody knows is empty, never an error. */
final class Words {
    static final String DIALECT = "openai";

    private Words() {}

    static Optional<Effort> effort(String word) {
        return named(Effort.values(), word);
    }

    static Optional<Modality> modality(String word) {
        return named(Modality.values(), word);
    }

    static Optional<Detail> detail(String word) {
        return named(Detail.values(), word);
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Why a candidate ended; an answer with calls waits for their results, whatever the vendor says. */
    static StopReason stop(String word, boolean calls) {
        StopReason.Kind kind = switch (word) {
            case "stop", "", "eos", "end_turn" -> StopReason.Kind.DONE;
            case "stop_sequence" -> StopReason.Kind.STOP_TEXT;
            case "length", "max_tokens", "model_length", "max_output_tokens" -> StopReason.Kind.LENGTH;
            case "tool_calls", "function_call", "tool_use" -> StopReason.Kind.TOOL_CALLS;
            case "content_filter", "sensitive", "input_sensitive", "output_sensitive" -> StopReason.Kind.FILTERED;
            case "refusal" -> StopReason.Kind.REFUSED;
            default -> StopReason.Kind.OTHER;
        };
        return new StopReason(calls && kind == StopReason.Kind.DONE ? StopReason.Kind.TOOL_CALLS : kind, word);
    }

    /** Whether the word says that the vendor broke off: no answer ended, whatever came before. */
    static boolean isBreakdown(String word) {
        return word.equals("error") || word.equals("network_error") || word.equals("insufficient_system_resource");
    }

    static String stop(StopReason reason, boolean calls) {
        return switch (reason.kind()) {
            case LENGTH -> "length";
            case FILTERED, REFUSED -> "content_filter";
            case TOOL_CALLS, DONE, STOP_TEXT, PAUSED, INVALID, OTHER -> calls ? "tool_calls" : "stop";
        };
    }

    private static <E extends Enum<E>> Optional<E> named(E[] constants, String word) {
        return Arrays.stream(constants).filter(constant -> of(constant).equals(word)).findFirst();
    }
}
