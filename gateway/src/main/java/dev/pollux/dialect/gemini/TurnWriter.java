package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Conversation;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Seal;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the conversation as the turns that a vendor accepts.
 *
 * <p>Turns alternate, and a turn with calls is followed by one that begins with exactly their results, in their order:
 * anything else is a 400. So neighbours of one role are joined, results are put in order, a result that never came is
 * told as an error, and one that answers no call becomes text.
 */
final class TurnWriter {
    private final PartWriter parts;
    private final Losses losses;

    TurnWriter(ModelFacts facts, Losses losses) {
        this.parts = PartWriter.forVendor(facts, losses);
        this.losses = losses;
    }

    /** Neighbours of one role, joined. */
    private record Turn(Role role, List<Block> blocks, ObjectNode extras) {}

    ArrayNode contents(List<Message> messages) {
        var conversation = new Conversation(messages);
        ArrayNode contents = Json.array();
        List<Block.ToolCall> open = List.of();
        for (Turn turn : turns(messages)) {
            ObjectNode content = turn.extras();
            ArrayNode written = content.putArray("parts");
            if (turn.role() == Role.ASSISTANT) {
                content.put("role", "model");
                open = model(turn.blocks(), written);
            } else {
                content.put("role", "user");
                user(turn.blocks(), open, conversation, written);
                open = List.of();
            }
            if (!written.isEmpty()) {
                contents.add(content);
            }
        }
        if (!open.isEmpty()) {
            user(List.of(), open, conversation, contents.addObject().put("role", "user").putArray("parts"));
        }
        return contents;
    }

    /** The instructions, each text a part of its own. */
    ArrayNode instructions(List<Message> messages) {
        ArrayNode written = Json.array();
        boolean talking = false;
        for (Message message : messages) {
            if (!message.role().instructs()) {
                talking = true;
                continue;
            }
            losses.addIf(talking, "messages.order");
            message.extras().report(losses);
            for (Block block : message.blocks()) {
                if (block instanceof Block.Text text && parts.bears(text)) {
                    written.add(parts.text(text));
                } else {
                    losses.addIf(!(block instanceof Block.Text), "messages[].content");
                }
            }
        }
        return written;
    }

    private List<Turn> turns(List<Message> messages) {
        var turns = new ArrayList<Turn>();
        for (Message message : messages) {
            if (message.role().instructs()) {
                continue;
            }
            var blocks = new ArrayList<>(message.blocks());
            blocks.removeIf(block -> !parts.bears(block));
            if (blocks.isEmpty()) {
                Inner.write(message.extras(), Json.object(), losses);
                continue;
            }
            if (turns.isEmpty() || turns.getLast().role() != message.role()) {
                turns.add(new Turn(message.role(), blocks, Json.object()));
            } else {
                turns.getLast().blocks().addAll(blocks);
            }
            Inner.write(message.extras(), turns.getLast().extras(), losses);
        }
        return turns;
    }

    /** Writes a turn of the model and gives its calls. */
    private List<Block.ToolCall> model(List<Block> blocks, ArrayNode written) {
        var calls = new ArrayList<Block.ToolCall>();
        Optional<Seal> waiting = Optional.empty();
        for (Block block : blocks) {
            if (block instanceof Block.Thinking thinking && thinking.text().isEmpty()) {
                // a foreign dialect has no place for the signature of a call but an empty thought before it
                waiting = thinking.marks().seal();
                continue;
            }
            Block sealed = block;
            if (waiting.isPresent() && block.marks().seal().isEmpty()) {
                sealed = block.withMarks(block.marks().withSeal(waiting));
            }
            waiting = Optional.empty();
            switch (sealed) {
                case Block.ToolCall call -> {
                    ObjectNode part = parts.call(call);
                    if (!calls.isEmpty()) {
                        // of the calls of one step only the first bears a signature
                        part.remove("thoughtSignature");
                    }
                    written.add(part);
                    calls.add(call);
                }
                case Block.Text text -> written.add(parts.text(text));
                case Block.Thinking thinking -> written.add(parts.thought(thinking));
                case Block.Media media -> written.add(parts.media(media));
                case Block.Opaque opaque -> written.add(opaque.json());
                case Block.ToolResult _ -> losses.add("messages[].tool_result");
            }
        }
        return calls;
    }

    private void user(List<Block> blocks, List<Block.ToolCall> open, Conversation conversation, ArrayNode written) {
        var rest = new ArrayList<>(blocks);
        ArrayNode behind = Json.array();
        for (Block.ToolCall call : open) {
            Block.ToolResult result = take(rest, call).orElseGet(() -> new Block.ToolResult(call.id(), Optional.empty(),
                    List.of(new Block.Text("no result")), true, false, Marks.NONE));
            written.add(parts.result(result, call.name(), behind));
        }
        written.addAll(behind);
        for (Block block : rest) {
            switch (block) {
                case Block.Text text -> written.add(parts.text(text));
                case Block.Media media -> written.add(parts.media(media));
                case Block.Opaque opaque -> written.add(opaque.json());
                case Block.ToolResult result -> orphan(result, conversation, written);
                case Block.Thinking _,Block.ToolCall _ -> losses.add("messages[].tool_calls");
            }
        }
    }

    private static Optional<Block.ToolResult> take(List<Block> blocks, Block.ToolCall call) {
        for (Block block : blocks) {
            if (block instanceof Block.ToolResult result && result.callId().equals(call.id())) {
                blocks.remove(block);
                return Optional.of(result);
            }
        }
        return Optional.empty();
    }

    private void orphan(Block.ToolResult result, Conversation conversation, ArrayNode written) {
        losses.add("messages[].tool_call_id");
        String name = conversation.toolName(result).orElse("tool");
        for (Block block : result.content()) {
            if (block instanceof Block.Text text) {
                written.add(parts.text(
                        new Block.Text("Result of " + name + ": " + text.text()).withMarks(text.marks())));
            } else if (block instanceof Block.Media media) {
                written.add(parts.media(media));
            }
        }
    }
}
