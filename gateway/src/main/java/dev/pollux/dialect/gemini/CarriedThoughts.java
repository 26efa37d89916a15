package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Block;
import dev.pollux.model.Marks;
import dev.pollux.model.Seal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Thoughts before a call, carried in the signature of the call.
 *
 * <p>Clients of this dialect forget thoughts, or get none, and send back the signature of each call. Vendors of other
 * dialects want the thoughts that led to a call back as they were, with their seals.
 */
final class CarriedThoughts {
    /** The origin of the seal that is none of a vendor. */
    private static final String ORIGIN = "thoughts";

    private final ArrayNode thoughts = Json.array();
    private final StringBuilder text = new StringBuilder();

    void grow(String piece) {
        text.append(piece);
    }

    /** A thought is whole. */
    void end(Marks marks) {
        if (marks.seal().filter(seal -> seal.isOf(Gemini.NAME)).isEmpty()
                && (!text.isEmpty() || marks.seal().isPresent())) {
            ObjectNode thought = thoughts.addObject().put("text", text.toString());
            marks.seal().ifPresent(seal -> thought.put("origin", seal.origin()).put("value", seal.value()));
        }
        text.setLength(0);
    }

    /** The marks of a call, which has what it needs where its vendor has signed it. */
    Marks handOver(Marks ofCall) {
        if (thoughts.isEmpty() || ofCall.seal().isPresent()) {
            return ofCall;
        }
        var seal = new Seal(ORIGIN, Json.text(thoughts));
        thoughts.removeAll();
        return ofCall.withSeal(Optional.of(seal));
    }

    /** A turn as it was: what the client has kept of the same thoughts gives way to them. */
    static List<Block> unpacked(List<Block> turn) {
        if (turn.stream().noneMatch(CarriedThoughts::carries)) {
            return turn;
        }
        var blocks = new ArrayList<Block>();
        for (Block block : turn) {
            if (!carries(block)) {
                blocks.add(block);
                continue;
            }
            int step = blocks.size();
            while (step > 0 && !(blocks.get(step - 1) instanceof Block.ToolCall)) {
                step--;
            }
            blocks.subList(step, blocks.size()).removeIf(Block.Thinking.class::isInstance);
            blocks.addAll(step, read(block.marks().seal().orElseThrow()));
            blocks.add(block.withMarks(block.marks().withSeal(Optional.empty())));
        }
        return blocks;
    }

    private static boolean carries(Block block) {
        return block instanceof Block.ToolCall && block.marks().seal().filter(seal -> seal.isOf(ORIGIN)).isPresent();
    }

    private static List<Block> read(Seal seal) {
        var thoughts = new ArrayList<Block>();
        try {
            for (JsonNode thought : Json.tree(seal.value())) {
                String origin = thought.path("origin").asString("");
                thoughts.add(new Block.Thinking(thought.path("text").asString(""), origin.isEmpty()
                        ? Marks.NONE
                        : Marks.sealed(new Seal(origin, thought.path("value").asString("")))));
            }
        } catch (JsonException _) {
            return List.of(); // a client has spoilt it
        }
        return thoughts;
    }
}
