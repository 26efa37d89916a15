package dev.pollux.model;

import java.util.List;

/**
 * A whole answer: the fold of its events.
 *
 * @param id the vendor's own, empty where it has none
 * @param model the one that answered, in the vendor's words; empty where it did not say
 */
public record Response(String id, String model, List<Candidate> candidates, Usage usage, List<Event.Opaque> extras) {

    public Response {
        candidates = List.copyOf(candidates);
        extras = List.copyOf(extras);
    }

    /** One of the answers that were asked for. */
    public record Candidate(int index, List<Block> blocks, StopReason stop, List<TokenLogprob> logprobs) {
        public Candidate {
            blocks = List.copyOf(blocks);
            logprobs = List.copyOf(logprobs);
        }
    }
}
