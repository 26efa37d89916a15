package dev.pollux.upstream;

import dev.pollux.model.Event;
import dev.pollux.model.Response;
import dev.pollux.model.Unfold;

import java.util.function.Consumer;

/** An answer that came in one piece. */
record WholeAnswer(Origin origin, Response whole) implements Answer {

    @Override
    public Progress next(long wait, Consumer<Event> out) {
        Unfold.to(out, whole);
        return Progress.OVER;
    }

    @Override
    public void close() {
        // nothing is open any more
    }
}
