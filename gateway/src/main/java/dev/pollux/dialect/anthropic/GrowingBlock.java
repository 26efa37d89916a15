package dev.pollux.dialect.anthropic;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Citation;
import dev.pollux.model.Event;
import dev.pollux.model.Marks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A block of a stream between its start and its stop. */
final class GrowingBlock {
    private final Block first;
    private final int index;
    private final StringBuilder signature = new StringBuilder();
    /** Arguments of a block that is given whole. */
    private final StringBuilder input = new StringBuilder();
    private boolean grew;

    private GrowingBlock(Block first, int index) {
        this.first = first;
        this.index = index;
    }

    static GrowingBlock of(ObjectNode start, int index) {
        if (start.path("type").asString("").equals("text") && !start.has("text")) {
            start.put("text", "");
        }
        // the same place as in a whole answer, so that both give the same block
        return new GrowingBlock(BlockReader.block(Fields.of(start, "content[]")), index);
    }

    boolean isCall() {
        return first instanceof Block.ToolCall;
    }

    void open(Consumer<Event> out) {
        switch (first) {
            case Block.Text text -> {
                out.accept(new Event.Open(0, index, text("", text.marks())));
                grow(text.text(), out);
                for (Citation citation : text.citations()) {
                    out.accept(new Event.Cite(0, index, citation));
                }
            }
            case Block.Thinking thinking -> {
                out.accept(new Event.Open(0, index, new Block.Thinking("", thinking.marks())));
                grow(thinking.text(), out);
            }
            case Block.ToolCall call -> out.accept(new Event.Open(0, index,
                    new Block.ToolCall(call.id(), call.name(), "", false, call.marks())));
            case Block.Media _,Block.ToolResult _ -> out.accept(new Event.Open(0, index, first));
            case Block.Opaque _ -> {
                // comes whole at its end
            }
        }
    }

    void delta(String type, JsonNode delta, Consumer<Event> out) {
        switch (type) {
            case "text_delta" -> grow(delta.path("text").asString(""), out);
            case "thinking_delta" -> grow(delta.path("thinking").asString(""), out);
            case "signature_delta" -> signature.append(delta.path("signature").asString(""));
            case "input_json_delta" -> {
                String piece = delta.path("partial_json").asString("");
                if (first instanceof Block.Opaque) {
                    input.append(piece);
                } else {
                    grow(piece, out);
                }
            }
            case "citations_delta" -> {
                if (delta.get("citation") instanceof ObjectNode citation) {
                    out.accept(new Event.Cite(0, index, Citations.read(Fields.of(citation))));
                }
            }
            default -> {
                if (first instanceof Block.Opaque opaque && delta instanceof ObjectNode object) {
                    complete(opaque.json(), object);
                }
            }
        }
    }

    void close(Consumer<Event> out) {
        Marks marks = first.marks();
        switch (first) {
            case Block.Opaque opaque -> {
                if (!input.isEmpty()) {
                    opaque.json().set("input", Json.tree(input.toString()));
                }
                out.accept(new Event.Open(0, index, opaque));
            }
            case Block.ToolCall call -> {
                // without a piece the arguments stand in the start: none, or all at some compatible vendors
                if (!grew) {
                    grow(call.arguments(), out);
                }
            }
            case Block.Thinking _ -> {
                if (!signature.isEmpty()) {
                    marks = marks.withSeal(Signatures.read(signature.toString()));
                }
            }
            case Block.Text _,Block.Media _,Block.ToolResult _ -> {
                // whole already
            }
        }
        out.accept(new Event.Close(0, index, marks));
    }

    private void grow(String piece, Consumer<Event> out) {
        if (!piece.isEmpty()) {
            grew = true;
            out.accept(new Event.Delta(0, index, piece));
        }
    }

    private static Block.Text text(String text, Marks marks) {
        return new Block.Text(text, false, List.of(), marks);
    }

    /** Adds the pieces of a delta that only Anthropic knows: texts grow, anything else is replaced. */
    private static void complete(ObjectNode block, ObjectNode delta) {
        for (Map.Entry<String, JsonNode> field : delta.properties()) {
            Optional<JsonNode> there = Optional.ofNullable(block.get(field.getKey())).filter(JsonNode::isString);
            if (field.getKey().equals("type")) {
                continue;
            }
            if (there.isPresent() && field.getValue().isString()) {
                block.put(field.getKey(), there.get().stringValue() + field.getValue().stringValue());
            } else {
                block.set(field.getKey(), field.getValue());
            }
        }
    }
}
