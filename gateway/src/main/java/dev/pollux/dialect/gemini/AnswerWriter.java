package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Marks;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Response.Candidate;
import dev.pollux.model.Unfold;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a whole answer for a client. */
final class AnswerWriter {
    private static final PartWriter PARTS = PartWriter.forClient();

    private AnswerWriter() {}

    static ObjectNode write(Response response, Request request) {
        var tail = new AnswerTail(request.model());
        Unfold.to(tail, response);
        boolean shown = showsThoughts(request);
        return tail.write(index -> parts(response, index, shown));
    }

    /** Thoughts come only to those who ask for them: others would take them for the answer. */
    static boolean showsThoughts(Request request) {
        return request.thinking().isAsked();
    }

    private static ArrayNode parts(Response response, int index, boolean thoughts) {
        ArrayNode parts = Json.array();
        for (Candidate candidate : response.candidates()) {
            if (candidate.index() == index) {
                var carried = new CarriedThoughts();
                for (Block block : candidate.blocks()) {
                    ObjectNode part = part(carrying(block, carried), thoughts);
                    if (part != null) {
                        parts.add(part);
                    }
                }
            }
        }
        return parts;
    }

    private static Block carrying(Block block, CarriedThoughts carried) {
        switch (block) {
            case Block.Thinking thought -> {
                carried.grow(thought.text());
                carried.end(thought.marks());
            }
            case Block.ToolCall call -> {
                return call.withMarks(carried.handOver(call.marks()));
            }
            case Block.Text _,Block.Media _,Block.ToolResult _,Block.Opaque _ -> {
                // neither thinks nor calls
            }
        }
        return block;
    }

    /** The part that a block is, or none where this API has no word for it. */
    static @Nullable ObjectNode part(Block block, boolean thoughts) {
        return switch (block) {
            case Block.Text text -> PARTS.text(text);
            case Block.Thinking thinking when thoughts -> PARTS.thought(thinking);
            case Block.Thinking thinking -> thinking.marks().seal().isPresent()
                    ? PARTS.thought(new Block.Thinking("", thinking.marks()))
                    : null;
            case Block.ToolCall call -> PARTS.call(call);
            case Block.Media media -> media.source() instanceof Block.Source.Stored ? null : PARTS.media(media);
            case Block.Opaque opaque -> opaque.origin().equals(Gemini.NAME) ? opaque.json() : null;
            case Block.ToolResult _ -> null;
        };
    }

    static ObjectNode thought(String text) {
        return PARTS.thought(new Block.Thinking(text, Marks.NONE));
    }

    /** The part without text that brings the marks of a text which came in pieces. */
    static ObjectNode marks(Block head, Marks marks) {
        return head instanceof Block.Thinking
                ? PARTS.thought(new Block.Thinking("", marks))
                : PARTS.text(new Block.Text("").withMarks(marks));
    }
}
