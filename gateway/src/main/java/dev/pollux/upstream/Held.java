package dev.pollux.upstream;

import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.sse.Frame;
import dev.pollux.upstream.Answer.Sink;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The beginning of a stream, held back until it is worth committing to. */
final class Held implements Sink {
    private final List<Consumer<Sink>> items = new ArrayList<>();
    private boolean content;
    private @Nullable Failure failure;

    @Override
    public void event(Event event) {
        if (event instanceof Event.Failed failed && !content) {
            failure = failed.failure();
        }
        content = content || isContent(event);
        items.add(out -> out.event(event));
    }

    @Override
    public void frame(Frame frame) {
        items.add(out -> out.frame(frame));
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Whether there is something that a client would see, or an end. */
    boolean hasContent() {
        return content;
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

    private static boolean isContent(Event event) {
        return switch (event) {
            case Event.Delta delta -> !delta.text().isEmpty();
            case Event.Open open -> open.head() instanceof Block.Media;
            case Event.Finish _,Event.End _,Event.Failed _ -> true;
            case Event.Start _,Event.Close _,Event.Cite _,Event.Logprobs _,Event.Tokens _,Event.Opaque _ -> false;
        };
    }
}
