package dev.pollux.dialect;

import dev.pollux.json.Json;
import dev.pollux.model.Event;
import dev.pollux.model.Request;
import dev.pollux.sse.Frame;
import dev.pollux.sse.FrameWriter;
import dev.pollux.sse.SseReader;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** All dialects for tests: the clock stands still, ids are counted. */
public final class AllDialects {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000));
    private static final int FRAME_LIMIT = 1 << 20;

    private AllDialects() {}

    public static Dialects create() {
        var count = new AtomicInteger();
        return Dialects.create(CLOCK, () -> "n" + count.incrementAndGet());
    }

    public static List<Dialect> list() {
        return create().all();
    }

    public static Dialect named(String name) {
        return create().named(name).orElseThrow();
    }

    /** The inquiry of a body; where the dialect has the model in its path, the path names one. */
    public static Inquiry inquiry(Dialect dialect, ObjectNode body) {
        return dialect.name().equals("gemini")
                ? new Inquiry(Optional.of("a-model"), false, Request.Framing.EVENTS, body)
                : Inquiry.of(body);
    }

    /** The shortest request of a client that wants a stream and all that can be in it. */
    public static Request streamed(Dialect dialect) {
        String body = switch (dialect.name()) {
            case "openai" -> """
                    {"model":"a-model","stream":true,"stream_options":{"include_usage":true},
                     "messages":[{"role":"user","content":"Hi"}]}""";
            case "responses" -> """
                    {"model":"a-model","stream":true,"input":"Hi","include":["reasoning.encrypted_content"]}""";
            case "gemini" -> """
                    {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
                     "generationConfig":{"thinkingConfig":{"includeThoughts":true}}}""";
            default -> """
                    {"model":"a-model","max_tokens":1000,"stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
        };
        return dialect.readRequest(inquiry(dialect, Json.object(body)));
    }

    /** The bytes of a stream to the client of a request. */
    public static byte[] write(Dialect dialect, Request request, List<Event> events) {
        FrameWriter frames = dialect.frameWriter(Request.Framing.EVENTS);
        StreamWriter writer = dialect.streamWriter(request);
        events.forEach(event -> writer.write(event, frames::write));
        frames.end();
        return frames.drain();
    }

    public static List<Event> read(Dialect dialect, byte[] stream) {
        var events = new ArrayList<Event>();
        StreamReader reader = dialect.streamReader();
        frames(stream).forEach(frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return events;
    }

    public static List<Frame> frames(byte[] stream) {
        var frames = new ArrayList<Frame>();
        var sse = new SseReader(FRAME_LIMIT);
        sse.read(stream, frames::add);
        sse.end(frames::add);
        return frames;
    }
}
