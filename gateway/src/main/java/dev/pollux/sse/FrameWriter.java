package dev.pollux.sse;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Writes the frames of one stream as bytes, and gathers those that wait together.
 *
 * <p>Not for use by several threads.
 */
public interface FrameWriter {

    String contentType();

    /** Adds a frame to what waits. */
    void write(Frame frame);

    /** Adds bytes between two frames: a heartbeat. */
    void raw(byte[] bytes);

    /** Adds what closes a complete stream. */
    void end();

    /** Gives what waits, if anything does, in the pieces in which it can be had: nothing of a large frame is copied. */
    void drain(Consumer<byte[]> out);

    /** What waits in one piece, empty if nothing does. */
    default byte[] drain() {
        var pieces = new ArrayDeque<byte[]>(2);
        drain(pieces::add);
        return Gathered.joined(pieces);
    }
}
