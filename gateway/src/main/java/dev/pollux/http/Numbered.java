package dev.pollux.http;

import dev.pollux.json.Json;
import dev.pollux.sse.Frame;
import dev.pollux.sse.FrameWriter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Gives each event of a stream its number as the {@code id} by which a client says how far it came. */
final class Numbered implements FrameWriter {
    private final FrameWriter events;
    private final Consumer<String> response;
    private long count;

    /** @param response gets the id of the response that the stream is, where it says one at its beginning */
    Numbered(FrameWriter events, Consumer<String> response) {
        this.events = events;
        this.response = response;
    }

    /** The number that the next event gets. */
    long next() {
        return count;
    }

    /** What of these bytes begins with the event of this number; nothing if it is not among them. */
    static byte[] from(byte[] bytes, long number) {
        byte[] line = line(number);
        for (int at = 0; at <= bytes.length - line.length; at++) {
            boolean begins = at == 0 || bytes[at - 1] == '\n'; // data is one line, so this is an event's beginning
            if (begins && Arrays.equals(bytes, at, at + line.length, line, 0, line.length)) {
                return Arrays.copyOfRange(bytes, at, bytes.length);
            }
        }
        return new byte[0];
    }

    @Override
    public String contentType() {
        return events.contentType();
    }

    @Override
    public void write(Frame frame) {
        if (!frame.bare()) {
            events.raw(line(count++));
            if (frame.event().equals("response.created")) {
                response.accept(Json.object(frame.data()).path("response").path("id").asString(""));
            }
        }
        events.write(frame);
    }

    @Override
    public void raw(byte[] bytes) {
        events.raw(bytes);
    }

    @Override
    public void end() {
        events.end();
    }

    /** In one piece, if any: whoever goes on behind an event must find its end at that of a piece. */
    @Override
    public void drain(Consumer<byte[]> out) {
        byte[] bytes = events.drain();
        if (bytes.length > 0) {
            out.accept(bytes);
        }
    }

    private static byte[] line(long number) {
        return ("id: " + number + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
