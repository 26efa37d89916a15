package dev.pollux.dialect.gemini;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.Marks;
import dev.pollux.model.Pieces;
import dev.pollux.model.StopReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads what the chunks say of one candidate: text grows, everything else comes whole. */
final class CandidateReader {
    private static final Set<String> READ = Set.of("index", "content", "finishReason", "finishMessage",
            "logprobsResult");
    private static final Block.Text TEXT = new Block.Text("");
    private static final Block.Thinking THINKING = new Block.Thinking("", Marks.NONE);

    private final int index;
    private final PartReader parts;
    private final ObjectNode rest = Json.object();
    private final Pieces text = new Pieces();
    /** Of the chunk that is being read. */
    private @Nullable Grounding grounding;
    private @Nullable Block open;
    private Marks marks = Marks.NONE;
    private int blocks;
    private boolean called;
    private String finishReason = "";
    private Optional<String> finishMessage = Optional.empty();

    CandidateReader(int index, CallIds ids) {
        this.index = index;
        this.parts = new PartReader(ids);
    }

    void read(JsonNode candidate, Consumer<Event> out) {
        grounding = candidate.path("groundingMetadata").isObject()
                ? new Grounding(candidate.path("groundingMetadata"))
                : null;
        JsonNode content = candidate.path("content");
        for (JsonNode part : content.path("parts")) {
            part(part, out);
        }
        if (grounding != null && open instanceof Block.Text) {
            cite(grounding.rest(text.toString()), out);
        }
        grounding = null;
        if (candidate.path("logprobsResult").isObject()) {
            out.accept(new Event.Logprobs(index, Logprobs.read(candidate.path("logprobsResult"))));
        }
        JsonNode reason = candidate.path("finishReason");
        if (reason.isString()) {
            finishReason = reason.stringValue();
            finishMessage = candidate.path("finishMessage").asStringOpt();
        }
        for (Map.Entry<String, JsonNode> field : candidate.properties()) {
            if (!READ.contains(field.getKey())) {
                rest.set(field.getKey(), field.getValue());
            }
        }
    }

    boolean isFinished() {
        return !finishReason.isEmpty();
    }

    void finishUnsaid() {
        if (finishReason.isEmpty()) {
            finishReason = "FINISH_REASON_UNSPECIFIED";
        }
    }

    /** Closes the last block and gives what else was said, as the fragment of an answer that it was. */
    void close(Consumer<Event> out) {
        closeOpen(out);
        if (!rest.isEmpty()) {
            ObjectNode fragment = Json.object();
            fragment.putArray("candidates").addObject().put("index", index).setAll(rest);
            out.accept(new Event.Opaque(Gemini.NAME, fragment));
        }
    }

    void finish(Consumer<Event> out) {
        out.accept(new Event.Finish(index,
                new StopReason(Words.stop(finishReason, called), finishReason, finishMessage)));
    }

    private void part(JsonNode part, Consumer<Event> out) {
        JsonNode plain = part.path("text");
        if (plain.isString() && part.size() == 1) {
            text(TEXT, plain.stringValue(), Marks.NONE, out);
            return;
        }
        if (!(part instanceof ObjectNode object)) {
            throw new JsonException(JsonException.Reason.ILL_TYPED, "candidates[].content.parts[]",
                    "A part of the answer is no JSON object.");
        }
        if (part.has("inlineData") && part.path("thought").asBoolean(false)) {
            // a draft of a picture that comes again when it is done
            return;
        }
        Block block = parts.read(Fields.of(object, "candidates[].content.parts[]"));
        switch (block) {
            case Block.Text said -> text(TEXT, said.text(), said.marks(), out);
            case Block.Thinking thought -> text(THINKING, thought.text(), thought.marks(), out);
            case Block.ToolCall call -> {
                called = true;
                open(new Block.ToolCall(call.id(), call.name(), "", false, call.marks()), out);
                out.accept(new Event.Delta(index, blocks - 1, call.arguments()));
                marks = call.marks();
                closeOpen(out);
            }
            case Block.Media _,Block.ToolResult _,Block.Opaque _ -> {
                open(block, out);
                marks = block.marks();
                closeOpen(out);
            }
        }
    }

    /**
     * Adds to the open block, or opens one.
     *
     * <p>In a stream the signature of a text comes in a part of its own with an empty text: it belongs to the text before
     * it. What follows a signature is a block of its own, since signed parts must not be joined.
     */
    private void text(Block kind, String piece, Marks said, Consumer<Event> out) {
        if (piece.isEmpty() && said.equals(Marks.NONE)) {
            return;
        }
        boolean goesOn = open != null && open.getClass() == kind.getClass() && marks.equals(Marks.NONE);
        if (!goesOn) {
            open(kind, out);
        }
        if (!piece.isEmpty()) {
            text.append(piece);
            out.accept(new Event.Delta(index, blocks - 1, piece));
        }
        marks = said;
    }

    private void cite(List<Citation> citations, Consumer<Event> out) {
        citations.forEach(citation -> out.accept(new Event.Cite(index, blocks - 1, citation)));
    }

    private void open(Block head, Consumer<Event> out) {
        closeOpen(out);
        open = head;
        out.accept(new Event.Open(index, blocks++, head));
    }

    private void closeOpen(Consumer<Event> out) {
        if (open == null) {
            return;
        }
        if (grounding != null && open instanceof Block.Text) {
            cite(grounding.of(text.toString()), out);
        }
        out.accept(new Event.Close(index, blocks - 1, marks));
        open = null;
        marks = Marks.NONE;
        text.clear();
    }
}
