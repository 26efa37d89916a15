package dev.pollux.upstream;

import dev.pollux.model.Event;
import dev.pollux.model.Fold;
import dev.pollux.model.Response;
import dev.pollux.route.Target;
import dev.pollux.sse.Frame;
import dev.pollux.thread.Threads;

import java.util.List;
import java.util.Optional;

/**
 * A vendor's answer, of which at least the beginning is there.
 *
 * <p>Whoever asked for a stream takes events by {@link #next}, whoever asked for a whole answer takes {@link #whole}: in
 * whichever form the vendor sent it. For one thread.
 */
public interface Answer extends AutoCloseable {

    /** Who answers. */
    Origin origin();

    /**
     * @param target that answers
     * @param attempts it took, from 1
     * @param key the number of the key that was used
     * @param losses what the target did not get to see
     * @param verbatim the answer is in the client's own dialect and passes as it is
     */
    record Origin(Target target, int attempts, int key, List<String> losses, boolean verbatim) {

        /** The same after so many attempts: one may have begun while it was on its way. */
        Origin after(int calls) {
            return calls == attempts ? this : new Origin(target, calls, key, losses, verbatim);
        }
    }

    /** Takes what comes. */
    interface Sink {
        void event(Event event);

        /** A frame of a verbatim answer that holds no failure: it comes before the events that it means. */
        void frame(Frame frame);
    }

    /**
     * Waits for the next piece of the answer and gives what it means, which may be nothing.
     *
     * @return whether there may be more: {@link Event.End} or {@link Event.Failed} is the last event
     * @throws dev.pollux.model.FailureException {@code CLIENT_GONE} alone: every other failure is an event
     */
    boolean next(Sink out);

    /** @throws dev.pollux.model.FailureException if the answer fails before its end */
    default Response whole() {
        var fold = new Fold();
        Sink out = new Sink() {
            @Override
            public void event(Event event) {
                fold.accept(event);
            }

            @Override
            public void frame(Frame frame) {
                // the events say all that a whole answer needs
            }
        };
        Threads.repeat(() -> next(out), this::isLarge);
        return fold.response();
    }

    /** Bytes that came so far. */
    int size();

    /** Whether what is to come is no work for an event loop: a whole answer of many bytes, or a frame of them. */
    boolean isLarge();

    /** The bytes of a whole verbatim answer. */
    Optional<byte[]> bytes();

    /** Breaks the answer off if it is not at its end. */
    @Override
    void close();
}
