package dev.pollux.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes frames as the elements of one JSON array: the stream of Gemini without {@code alt=sse}. */
public final class JsonArrayWriter implements FrameWriter {
    private static final byte[] BETWEEN = ",\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(1024);
    private boolean begun;

    @Override
    public String contentType() {
        return "application/json; charset=UTF-8";
    }

    @Override
    public void write(Frame frame) {
        if (begun) {
            waiting.writeBytes(BETWEEN);
        } else {
            begin();
        }
        waiting.writeBytes(frame.data());
    }

    /** Adds bytes between two elements: white space alone leaves the array what it is. */
    @Override
    public void raw(byte[] bytes) {
        waiting.writeBytes(bytes);
    }

    @Override
    public void end() {
        if (!begun) {
            begin();
        }
        waiting.write(']');
    }

    @Override
    public byte[] drain() {
        byte[] bytes = waiting.toByteArray();
        waiting.reset();
        return bytes;
    }

    private void begin() {
        begun = true;
        waiting.write('[');
    }
}
