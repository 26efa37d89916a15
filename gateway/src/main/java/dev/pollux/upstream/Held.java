package dev.pollux.upstream;

import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.StopReason;
import dev.pollux.sse.Frame;
import dev.pollux.upstream.Answer.Sink;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The beginning of an answer, held back until it is worth committing to.
 *
 * <p>Where empty answers are refused, thoughts are not worth it, nor is an end for which the vendor has no reason to give.
 */
final class Held implements Sink {
    private final boolean refusesEmpty;
    private final List<Consumer<Sink>> items = new ArrayList<>();
    private final Set<Integer> thinking = new HashSet<>(); // candidates
    private boolean content;
    private @Nullable Failure failure;

    /** @param refusesEmpty an answer without a text, a call or a picture is a failure */
    Held(boolean refusesEmpty) {
        this.refusesEmpty = refusesEmpty;
    }

    @Override
    public void event(Event event) {
        if (!content) {
            look(event);
        }
        items.add(out -> out.event(event));
    }

    @Override
    public void frame(Frame frame) {
        items.add(out -> out.frame(frame));
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Whether nothing more needs to be waited for: there is something that a client would see, or an end. */
    boolean isSettled() {
        return content || failure != null;
    }

    /** @throws FailureException if the answer failed before any content */
    void throwFailure() {
        if (failure != null) {
            throw new FailureException(failure);
        }
    }

    /** Gives what is held, in its order; afterwards nothing is held. */
    void giveTo(Sink out) {
        items.forEach(item -> item.accept(out));
        items.clear();
    }

    private void look(Event event) {
        switch (event) {
            case Event.Open open -> {
                if (open.head() instanceof Block.Thinking) {
                    thinking.add(open.candidate());
                } else {
                    thinking.remove(open.candidate());
                }
                content = open.head() instanceof Block.Media
                        || (refusesEmpty
                                && (open.head() instanceof Block.ToolCall || open.head() instanceof Block.Opaque));
            }
            case Event.Delta delta ->
                content = !delta.text().isEmpty() && !(refusesEmpty && thinking.contains(delta.candidate()));
            case Event.Finish finish -> content = !refusesEmpty || isReason(finish.reason());
            case Event.End _ when refusesEmpty && failure == null -> failure = Failure.of(
                    Failure.Kind.UPSTREAM_GARBAGE, "The upstream's answer is empty.").withCode("empty_answer");
            case Event.End _ -> content = true;
            case Event.Failed failed -> failure = failed.failure();
            case Event.Start _,Event.Close _,Event.Cite _,Event.Logprobs _,Event.Tokens _,Event.Opaque _ -> {
            }
        }
    }

    /** Whether it tells why there is nothing, so that the same question would be answered by nothing again. */
    private static boolean isReason(StopReason reason) {
        return switch (reason.kind()) {
            case STOP_TEXT, LENGTH, FILTERED, REFUSED, PAUSED, TOOL_CALLS -> true;
            case DONE, INVALID, OTHER -> false;
        };
    }
}
