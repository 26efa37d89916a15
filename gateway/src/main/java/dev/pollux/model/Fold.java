package dev.pollux.model;

import dev.pollux.model.Response.Candidate;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Gathers the events of a stream into the whole answer.
 *
 * <p>Takes events in the order that {@link Event} promises. Not for use by several threads.
 */
public final class Fold implements Consumer<Event> {
    private final Map<Integer, Growing> candidates = new TreeMap<>();
    private final List<Event.Opaque> extras = new ArrayList<>();
    private String id = "";
    private String model = "";
    private Usage usage = Usage.UNKNOWN;
    private boolean ended;
    private @Nullable Failure failure;

    /** The fold of a sequence that is complete. */
    public static Response of(List<Event> events) {
        var fold = new Fold();
        events.forEach(fold);
        return fold.response();
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.Start start -> {
                id = start.id();
                model = start.model();
            }
            case Event.Open open -> candidate(open.candidate()).open(open.head());
            case Event.Delta delta -> candidate(delta.candidate()).text.append(delta.text());
            case Event.Cite cite -> candidate(cite.candidate()).citations.add(cite.citation());
            case Event.Close close -> candidate(close.candidate()).close(close.marks());
            case Event.Logprobs logprobs -> candidate(logprobs.candidate()).logprobs.addAll(logprobs.tokens());
            case Event.Finish finish -> candidate(finish.candidate()).stop = finish.reason();
            case Event.Tokens tokens -> usage = tokens.usage().after(usage);
            case Event.Opaque opaque -> extras.add(opaque);
            case Event.End _ -> ended = true;
            case Event.Failed failed -> failure = failed.failure();
        }
    }

    /** The tokens told so far. */
    public Usage usage() {
        return usage;
    }

    /**
     * The whole answer.
     *
     * @throws FailureException if the answer failed, or never came to its end
     */
    public Response response() {
        if (failure != null) {
            throw new FailureException(failure);
        }
        if (!ended) {
            throw new FailureException(
                    Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream's answer broke off before its end."));
        }
        var whole = new ArrayList<Candidate>();
        candidates.forEach((index, growing) -> whole.add(growing.candidate(index)));
        return new Response(id, model, whole, usage, extras);
    }

    private Growing candidate(int index) {
        return candidates.computeIfAbsent(index, _ -> new Growing());
    }

    /** A candidate while its blocks come in. */
    private static final class Growing {
        private final List<Block> blocks = new ArrayList<>();
        private final List<TokenLogprob> logprobs = new ArrayList<>();
        private final List<Citation> citations = new ArrayList<>();
        private final Pieces text = new Pieces();
        private @Nullable Block head;
        private StopReason stop = new StopReason(StopReason.Kind.OTHER, "");

        void open(Block block) {
            head = block;
            text.clear();
            citations.clear();
        }

        void close(Marks marks) {
            if (head == null) {
                throw new IllegalStateException("a block closes that is not open");
            }
            blocks.add(whole(head).withMarks(marks));
            head = null;
        }

        private Block whole(Block head) {
            return switch (head) {
                case Block.Text t -> {
                    var all = new ArrayList<>(t.citations());
                    all.addAll(citations);
                    yield new Block.Text(whole(t.text()), t.refusal(), all, t.marks());
                }
                case Block.Thinking t -> new Block.Thinking(whole(t.text()), t.marks());
                case Block.ToolCall c ->
                    new Block.ToolCall(c.id(), c.name(), whole(c.arguments()), c.custom(), c.marks());
                case Block.Media m -> m;
                case Block.ToolResult r -> r;
                case Block.Opaque o -> o;
            };
        }

        private String whole(String begun) {
            return begun.isEmpty() ? text.toString() : begun + text;
        }

        Candidate candidate(int index) {
            return new Candidate(index, blocks, stop, logprobs);
        }
    }
}
