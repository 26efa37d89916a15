package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.StreamWriter;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Seal;
import dev.pollux.model.StopReason;
import dev.pollux.model.Unfold;
import dev.pollux.model.Usage;
import dev.pollux.sse.SseWriter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Answers as vendors of other dialects give them, and what this one makes of them. */
final class Answers {
    static final Usage USAGE = new Usage(OptionalLong.of(10), OptionalLong.empty(), OptionalLong.empty(),
            OptionalLong.of(20), OptionalLong.of(12));

    private Answers() {}

    static Response of(StopReason.Kind stop, Block... blocks) {
        var candidate = new Response.Candidate(0, List.of(blocks), new StopReason(stop, "RAW"), List.of());
        return new Response("g1", "gemini-3.8-flash", List.of(candidate), USAGE, List.of());
    }

    /** Thoughts, a text with a source, and a call that its vendor signed. */
    static Response thoughtful() {
        return of(StopReason.Kind.TOOL_CALLS, new Block.Thinking("I must look.", Marks.NONE),
                new Block.Text("Let me see.", false,
                        List.of(new Citation(Optional.of("https://example.org"), Optional.of("Ex"),
                                OptionalInt.of(0), OptionalInt.of(3), Extras.NONE)),
                        Marks.NONE),
                new Block.ToolCall("call_7", "weather", "{\"city\":\"Oslo\"}", false,
                        Marks.sealed(new Seal("gemini", "sig+/="))));
    }

    /** The text of a stream. */
    static String stream(Request request, Response answer) {
        var frames = new SseWriter();
        StreamWriter writer = Fixed.dialect().streamWriter(request);
        Unfold.to(event -> writer.write(event, frames::write), answer);
        return new String(frames.drain(), StandardCharsets.UTF_8);
    }

    static String stream(Request request, Event... events) {
        var frames = new SseWriter();
        StreamWriter writer = Fixed.dialect().streamWriter(request);
        for (Event event : events) {
            writer.write(event, frames::write);
        }
        return new String(frames.drain(), StandardCharsets.UTF_8);
    }
}
