package dev.pollux.sse;

import dev.pollux.thread.Threads;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes frames as server-sent events. Their data must be one line, as compact JSON is. */
public final class SseWriter implements FrameWriter {
    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(1024);

    @Override
    public String contentType() {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    public void write(Frame frame) {
        if (frame.bare()) {
            waiting.writeBytes(frame.data());
            return;
        }
        if (!frame.event().isEmpty()) {
            waiting.writeBytes(EVENT);
            waiting.writeBytes(frame.event().getBytes(StandardCharsets.UTF_8));
            waiting.write('\n');
        }
        waiting.writeBytes(DATA);
        waiting.writeBytes(frame.data());
        waiting.write('\n');
        waiting.write('\n');
    }

    @Override
    public void raw(byte[] bytes) {
        waiting.writeBytes(bytes);
    }

    @Override
    public void end() {
        // an event stream has no last byte of its own
    }

    @Override
    public byte[] drain() {
        assert Threads.mayWorkOn(waiting.size());
        byte[] bytes = waiting.toByteArray();
        waiting.reset();
        return bytes;
    }
}
