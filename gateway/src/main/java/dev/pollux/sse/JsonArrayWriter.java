package dev.pollux.sse;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes frames as the elements of one JSON array: the stream of Gemini without {@code alt=sse}. */
public final class JsonArrayWriter implements FrameWriter {
    private static final byte[] BETWEEN = ",\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Gathered waiting = new Gathered(1024);
    private boolean begun;

    @Override
    public String contentType() {
        return "application/json; charset=UTF-8";
    }

    @Override
    public void write(Frame frame) {
        if (begun) {
            waiting.add(BETWEEN);
        } else {
            begin();
        }
        waiting.add(frame.data());
    }

    /** Adds bytes between two elements: white space alone leaves the array what it is. */
    @Override
    public void raw(byte[] bytes) {
        waiting.add(bytes);
    }

    @Override
    public void end() {
        if (!begun) {
            begin();
        }
        waiting.add(']');
    }

    @Override
    public void drain(Consumer<byte[]> out) {
        waiting.giveTo(out);
    }

    private void begin() {
        begun = true;
        waiting.add('[');
    }
}
