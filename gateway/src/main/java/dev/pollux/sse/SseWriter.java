package dev.pollux.sse;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes frames as server-sent events. Their data must be one line, as compact JSON is. */
public final class SseWriter implements FrameWriter {
    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final Gathered waiting = new Gathered(1024);

    @Override
    public String contentType() {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    public void write(Frame frame) {
        if (frame.bare()) {
            waiting.add(frame.data());
            return;
        }
        if (!frame.event().isEmpty()) {
            waiting.add(EVENT);
            waiting.add(frame.event().getBytes(StandardCharsets.UTF_8));
            waiting.add('\n');
        }
        waiting.add(DATA);
        waiting.add(frame.data());
        waiting.add('\n');
        waiting.add('\n');
    }

    @Override
    public void raw(byte[] bytes) {
        waiting.add(bytes);
    }

    @Override
    public void end() {
        // an event stream has no last byte of its own
    }

    @Override
    public void drain(Consumer<byte[]> out) {
        waiting.giveTo(out);
    }
}
