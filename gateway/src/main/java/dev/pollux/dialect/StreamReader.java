package dev.pollux.dialect;

import dev.pollux.model.Event;
import dev.pollux.sse.Frame;

import java.util.function.Consumer;

/** Reads the frames of one stream as events, in the order that {@link Event} promises. */
public interface StreamReader {

    /** @throws dev.pollux.json.JsonException if the frame is not what the dialect says */
    void read(Frame frame, Consumer<Event> out);

    /**
     * There are no more frames.
     *
     * <p>Gives {@link Event.End} if the answer is complete by the dialect's own mark, which alone can tell, and {@link
     * Event.Failed} if it is not; nothing if one of them was given before.
     */
    void end(Consumer<Event> out);
}
