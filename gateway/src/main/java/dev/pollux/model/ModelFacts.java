package dev.pollux.model;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is known of a model: what it bears and what it refuses, so that a writer sends nothing that it must refuse.
 *
 * @param id the name that its vendor knows
 * @param inputTokens the longest prompt
 * @param outputTokens the longest answer
 */
public record ModelFacts(String id, OptionalLong inputTokens, OptionalInt outputTokens, ThinkingControl thinking,
        Set<Trait> traits) {

    public ModelFacts {
        traits = Set.copyOf(traits);
    }

    /** A model of which nothing is known: it gets what the client wrote. */
    public static ModelFacts unknown(String id) {
        return new ModelFacts(id, OptionalLong.empty(), OptionalInt.empty(), new ThinkingControl.Unknown(), Set.of());
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** A peculiarity that writers must respect. */
    public enum Trait {
        /** Ignores temperature, topP and topK, or refuses them. */
        FIXED_SAMPLING,
        /** Refuses presence and frequency penalties. */
        NO_PENALTIES,
        /** Refuses more than one candidate. */
        ONE_CANDIDATE,
        /** Refuses a conversation that ends with the model's own turn. */
        NO_PREFILL,
        /** Refuses tool calls in the history without the signature that it gave them. */
        SIGNED_CALLS,
        /** Refuses instructions beside the conversation. */
        NO_INSTRUCTIONS,
        /** Takes hosted tools and functions, or functions and a JSON format, in one request. */
        MIXED_TOOLS,
        /** Takes pictures inside the results of tools, and a resolution per picture. */
        RICH_PARTS,
        /** Answers with pictures. */
        MAKES_IMAGES,
        /** Answers with speech. */
        MAKES_SPEECH,
        /** Gives vectors, no text. */
        EMBEDS
    }

    /** How the amount of thinking is set. */
    public sealed interface ThinkingControl {
        /** Nobody knows: effort and budget go out as the client wrote them. */
        record Unknown() implements ThinkingControl {}

        /** It does not think, and refuses to be asked. */
        record Never() implements ThinkingControl {}

        /** In words; those it takes, from the least to the most. */
        record Levels(Set<Thinking.Effort> allowed) implements ThinkingControl {
            public Levels {
                allowed = Set.copyOf(allowed);
            }
        }

        /** In tokens; {@code off} where 0 is allowed beside the range. */
        record Budget(int least, int most, boolean off) implements ThinkingControl {}
    }
}
