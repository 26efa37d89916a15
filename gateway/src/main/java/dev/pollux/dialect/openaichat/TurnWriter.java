package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Losses;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers the blocks of one turn of the model into one message. */
final class TurnWriter {
    private final PartWriter parts;
    private final Losses losses;
    private final List<Block> content = new ArrayList<>();
    private final StringBuilder thinking = new StringBuilder();
    private final ArrayNode details = Json.array();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder transcript = new StringBuilder();
    private final ArrayNode calls = Json.array();
    private final Set<String> ids = new LinkedHashSet<>();

    TurnWriter(PartWriter parts, Losses losses) {
        this.parts = parts;
        this.losses = losses;
    }

    void add(Block block) {
        switch (block) {
            case Block.Text text when Speech.isSpoken(text) -> transcript.append(text.text());
            case Block.Text text when text.refusal() -> refusal.append(text.text());
            case Block.Text text -> content.add(text);
            case Block.Thinking thought -> {
                thinking.append(thought.text());
                thought.marks().seal().flatMap(Details::in).ifPresent(details::addAll);
            }
            case Block.ToolCall call -> {
                ids.add(call.id());
                calls.add(call(call));
            }
            case Block.Opaque opaque when opaque.origin().equals(Words.DIALECT)
                    && opaque.kind().startsWith(HistoryWriter.CALL) ->
                calls.add(opaque.json());
            case Block.Opaque opaque -> content.add(opaque);
            // what the model made besides text has no place in its own turns
            case Block.Media media -> losses.add(media.kind());
            case Block.ToolResult _ -> losses.add("tool_result");
        }
    }

    /** The ids of the calls that wait for a result. */
    Set<String> calls() {
        return ids;
    }

    void write(ObjectNode message) {
        if (content.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty() || !transcript.isEmpty())) {
            message.putNull("content");
        } else {
            message.set("content", parts.content(content));
        }
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking.toString());
        }
        if (!details.isEmpty()) {
            message.set(Details.FIELD, details);
        }
        if (!refusal.isEmpty()) {
            message.put("refusal", refusal.toString());
        }
        if (!transcript.isEmpty()) {
            message.putObject("audio").put("transcript", transcript.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
    }

    private ObjectNode call(Block.ToolCall call) {
        String kind = call.custom() ? "custom" : "function";
        ObjectNode shape = Json.object().put("id", call.id()).put("type", kind);
        shape.putObject(kind).put("name", call.name()).put(call.custom() ? "input" : "arguments",
                call.arguments().isBlank() && !call.custom() ? "{}" : call.arguments());
        return parts.marked(shape, call.marks());
    }
}
