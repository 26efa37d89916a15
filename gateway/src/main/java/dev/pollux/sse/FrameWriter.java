package dev.pollux.sse;

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

    /** What waits, in one piece, empty if nothing does; afterwards nothing waits. */
    byte[] drain();

    /** The same in the pieces in which it can be had: nothing of a large frame is copied. */
    void drain(Consumer<byte[]> out);
}
