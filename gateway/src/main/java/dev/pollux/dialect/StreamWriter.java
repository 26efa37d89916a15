package dev.pollux.dialect;

import dev.pollux.model.Event;
import dev.pollux.sse.Frame;

import java.util.function.Consumer;

/** Writes events as the frames of one stream. */
public interface StreamWriter {

    /** Writes what the event is to this dialect: some frames, one, or none. */
    void write(Event event, Consumer<Frame> out);

    /**
     * Writes what this dialect's clients must see before anything else, be it a heartbeat; frames of a vendor's own
     * beginning can no more follow it. Nothing where a heartbeat may stand at the very beginning.
     */
    default void open(Consumer<Frame> out) {}

    /** Bytes that keep a silent stream alive without meaning anything to this dialect's clients. */
    byte[] heartbeat();
}
