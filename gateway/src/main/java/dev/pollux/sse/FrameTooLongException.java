package dev.pollux.sse;

/** A frame, or a line of one, is longer than the reader's limit. */
public final class FrameTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FrameTooLongException(int limit) {
        super("A frame of the stream is longer than " + limit + " bytes.");
    }
}
