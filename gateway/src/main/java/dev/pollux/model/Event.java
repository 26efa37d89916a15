package dev.pollux.model;

import dev.pollux.json.JsonException;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * One step of an answer.
 *
 * <p>The order is {@code Start, (Open Delta* Close | Tokens | Logprobs | Cite | Opaque)*, Finish per candidate, Tokens?,
 * End}, or {@code Failed} at any place instead of the rest. Blocks of one candidate never overlap and are numbered from
 * 0 without gaps; candidates may interleave. A sequence that ends without {@link End} or {@link Failed} is not an answer:
 * {@link dev.pollux.model.Fold} refuses it.
 */
public sealed interface Event {
    /** Candidates of one answer: as many as OpenAI's {@code n} allows, whatever number a vendor makes up. */
    int MOST_CANDIDATES = 128;

    /**
     * The number of a candidate, as a vendor tells it.
     *
     * @throws JsonException {@code NOT_ALLOWED} if it can be none: writers keep one place for each number below
     */
    static int candidate(int number) {
        if (number < 0 || number >= MOST_CANDIDATES) {
            throw new JsonException(JsonException.Reason.NOT_ALLOWED, "index",
                    "The number of a candidate is not between 0 and " + (MOST_CANDIDATES - 1) + ".");
        }
        return number;
    }

    /**
     * The vendor has begun.
     *
     * @param id the vendor's own, empty where it has none
     * @param model the one that answers, in the vendor's words; empty where it does not say
     */
    record Start(String id, String model) implements Event {}

    /**
     * A block begins; {@code head} is the block with nothing in it yet, or whole where it never comes in pieces.
     *
     * <p>Marks known at Open must be in the head, and come again with {@link Close}: who puts the seal of a call into
     * its id writes the id now.
     */
    record Open(int candidate, int block, Block head) implements Event {}

    /** The next piece of the open block: of its text, or of the text of its arguments. */
    record Delta(int candidate, int block, String text) implements Event {}

    /** The block is whole; {@code marks} are its marks from now on. */
    record Close(int candidate, int block, Marks marks) implements Event {}

    /** A source of a text block. */
    record Cite(int candidate, int block, Citation citation) implements Event {}

    /** Probabilities of the tokens that came last. */
    record Logprobs(int candidate, List<TokenLogprob> tokens) implements Event {
        public Logprobs {
            tokens = List.copyOf(tokens);
        }
    }

    /** The tokens used so far: a later report completes an earlier one ({@link Usage#after}). */
    record Tokens(Usage usage) implements Event {}

    /** A candidate has ended. */
    record Finish(int candidate, StopReason reason) implements Event {}

    /** The answer is complete. */
    record End() implements Event {}

    /** The answer has broken off. */
    record Failed(Failure failure) implements Event {}

    /** Something that only the dialect {@code origin} knows. */
    record Opaque(String origin, ObjectNode json) implements Event {}
}
