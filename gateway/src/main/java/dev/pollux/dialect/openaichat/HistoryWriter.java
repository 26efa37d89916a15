package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Block.Media;
import dev.pollux.model.Block.ToolResult;
import dev.pollux.model.Losses;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.Trait;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Writes the messages of a request.
 *
 * <p>Here a turn with calls is one message, and right behind it stands one message per call with its result. So turns of
 * the model are joined, results are brought forward, and a call without a result gets one that says so.
 */
final class HistoryWriter {
    /** Begins the kind of an opaque block that is a call. */
    static final String CALL = "tool_calls.";
    private static final String NO_RESULT = "{\"error\":\"no result\"}";

    private final ModelFacts facts;
    private final Losses losses;
    private final PartWriter parts;
    private final ArrayNode written = Json.array();
    private final Set<Block> told = Collections.newSetFromMap(new IdentityHashMap<>());

    HistoryWriter(ModelFacts facts, Losses losses) {
        this.facts = facts;
        this.losses = losses;
        this.parts = new PartWriter(losses);
    }

    ArrayNode write(List<Message> messages) {
        int next = 0;
        while (next < messages.size()) {
            int first = next++;
            if (messages.get(first).role() != Role.ASSISTANT) {
                spoken(messages.get(first));
                continue;
            }
            while (next < messages.size() && joins(messages.get(next - 1), messages.get(next))) {
                next++;
            }
            turn(messages.subList(first, next), messages.subList(next, messages.size()));
        }
        return written;
    }

    private static boolean joins(Message turn, Message next) {
        return next.role() == Role.ASSISTANT && (hasCall(turn) || hasCall(next)
                || turn.blocks().stream().allMatch(Block.Thinking.class::isInstance));
    }

    private static boolean hasCall(Message message) {
        return message.blocks().stream().anyMatch(Block.ToolCall.class::isInstance);
    }

    private void spoken(Message message) {
        var rest = new ArrayList<Block>();
        ArrayNode shown = Json.array();
        for (Block block : message.blocks()) {
            if (!(block instanceof ToolResult result)) {
                rest.add(block);
            } else if (told.add(result)) {
                // an answer to no call: whether that may be is for the vendor to say
                written.add(result(result, message));
                show(result, shown);
            }
        }
        show(shown);
        if (rest.isEmpty() && !message.blocks().isEmpty()) {
            return;
        }
        boolean user = message.role() == Role.USER || facts.has(Trait.NO_INSTRUCTIONS);
        ObjectNode shape = Json.object().put("role", user ? "user" : Words.of(message.role()));
        shape.set("content", parts.content(rest));
        Nested.write(message.extras(), shape, losses);
        written.add(shape);
    }

    /** One turn of the model, and what answers its calls in the messages behind it. */
    private void turn(List<Message> turn, List<Message> behind) {
        ObjectNode shape = Json.object().put("role", "assistant");
        var writer = new TurnWriter(parts, losses);
        turn.forEach(message -> message.blocks().forEach(writer::add));
        writer.write(shape);
        turn.forEach(message -> Nested.write(message.extras(), shape, losses));
        written.add(shape);
        Set<String> open = writer.calls();
        ArrayNode shown = Json.array();
        for (Message message : behind) {
            for (Block block : message.blocks()) {
                if (block instanceof ToolResult result && !told.contains(result) && open.remove(result.callId())) {
                    told.add(result);
                    written.add(result(result, message));
                    show(result, shown);
                }
            }
        }
        open.forEach(id -> written
                .add(Json.object().put("role", "tool").put("tool_call_id", id).put("content", NO_RESULT)));
        show(shown);
    }

    private ObjectNode result(ToolResult result, Message message) {
        ObjectNode shape = Json.object().put("role", "tool").put("tool_call_id", result.callId());
        var texts = new ArrayList<Block>();
        result.content().stream().filter(block -> !(block instanceof Media)).forEach(texts::add);
        if (result.error()) {
            // there is no field that tells it
            boolean text = !texts.isEmpty() && texts.getFirst() instanceof Block.Text;
            Block first = text ? texts.removeFirst() : new Block.Text("");
            texts.addFirst(new Block.Text("Error: " + ((Block.Text) first).text()).withMarks(first.marks()));
        }
        shape.set("content", parts.content(texts));
        parts.marked(shape, result.marks());
        Nested.write(message.extras(), shape, losses);
        return shape;
    }

    /** Pictures cannot stand in a result here: the user shows them behind all results. */
    private void show(ToolResult result, ArrayNode shown) {
        List<Block> media = result.content().stream().filter(Media.class::isInstance).toList();
        if (!media.isEmpty()) {
            shown.addObject().put("type", "text").put("text", "From the result of " + result.callId() + ":");
            media.forEach(block -> parts.part(block).ifPresent(shown::add));
        }
    }

    private void show(ArrayNode shown) {
        if (!shown.isEmpty()) {
            ObjectNode user = Json.object().put("role", "user");
            user.set("content", shown);
            written.add(user);
        }
    }
}
