package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Conversation;
import dev.pollux.model.Losses;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A conversation in the order that Anthropic demands: instructions apart, user and assistant by turns, and each call
 * answered at the beginning of the user's next turn.
 */
final class Turns {
    /** Said by the user where the conversation would begin with the assistant, or be empty. */
    static final String OPENING = "Begin.";
    /** Said by the user where the model refuses to go on with a turn of its own. */
    static final String CONTINUATION = "Continue.";
    /** The result of a call that nobody answered. */
    static final String NO_RESULT = "The tool gave no result.";

    private final Losses losses;
    private final BlockWriter writer;
    private final Conversation conversation;
    private final ArrayNode system = Json.array();
    private final List<Turn> turns = new ArrayList<>();
    /** The calls that wait for a result, by their written ids. */
    private final Set<String> waiting = new LinkedHashSet<>();
    /** The user's turn since the last call. */
    private @Nullable Turn answering;

    /** What one side says until the other side speaks. */
    private record Turn(ObjectNode node, String role, ArrayNode results, ArrayNode content) {
        Turn(String role) {
            this(Json.object().put("role", role), role, Json.array(), Json.array());
        }

        ObjectNode finished() {
            node.set("content", BlockWriter.shortest(Json.array().addAll(results).addAll(content)));
            return node;
        }
    }

    Turns(List<Message> messages, Losses losses) {
        this.losses = losses;
        this.writer = new BlockWriter(losses);
        this.conversation = new Conversation(messages);
        for (Message message : messages) {
            switch (message.role()) {
                case SYSTEM, DEVELOPER -> instruct(message);
                case USER -> user(message);
                case ASSISTANT -> assistant(message);
            }
        }
        settle();
        if (turns.isEmpty() || turns.getFirst().role().equals("assistant")) {
            losses.add("messages.order");
            turns.addFirst(said(OPENING));
        }
    }

    /** Ends with the user's turn, for a model that refuses to go on with its own. */
    void endWithTheUser() {
        if (turns.getLast().role().equals("assistant")) {
            losses.add("prefill");
            turns.add(said(CONTINUATION));
        }
    }

    /** The instructions, after those that were set apart. */
    Optional<JsonNode> system(Optional<JsonNode> before) {
        ArrayNode all = Json.array();
        before.ifPresent(blocks -> blocks.forEach(all::add));
        all.addAll(system);
        return all.isEmpty() ? Optional.empty() : Optional.of(BlockWriter.shortest(all));
    }

    ArrayNode messages() {
        ArrayNode messages = Json.array();
        turns.forEach(turn -> messages.add(turn.finished()));
        return messages;
    }

    /** Whether the assistant's last turn calls tools without having thought: refused while thinking has a budget. */
    boolean callsWithoutThought() {
        for (Turn turn : turns.reversed()) {
            if (turn.role().equals("assistant")) {
                return isOfType(turn.content(), "tool_use") && !turn.content().get(0).path("type").asString()
                        .endsWith("thinking");
            }
        }
        return false;
    }

    private void instruct(Message message) {
        if (message.extras().note(NAME, RequestReader.NOTE_IN_PLACE).isPresent()) {
            var turn = new Turn("system");
            written(message).forEach(turn.content()::add);
            message.extras().writeTo(turn.node(), NAME, losses);
            turns.add(turn);
            return;
        }
        message.extras().report(losses);
        if (turns.isEmpty()) {
            written(message).forEach(system::add);
            return;
        }
        losses.add("messages.order");
        for (ObjectNode node : written(message)) {
            node.put("text", "<system>\n" + node.path("text").asString() + "\n</system>");
            turn("user").content().add(node);
        }
    }

    private void user(Message message) {
        for (Block block : message.blocks()) {
            if (block instanceof Block.ToolResult result) {
                answer(result);
            } else {
                writer.write(block, Role.USER).ifPresent(node -> turn("user").content().add(node));
            }
        }
        if (!message.extras().isEmpty()) {
            message.extras().writeTo(turn("user").node(), NAME, losses);
        }
    }

    private void answer(Block.ToolResult result) {
        if (waiting.remove(ToolIds.write(result.callId()))) {
            writer.write(result, Role.USER).ifPresent(node -> answering().results().add(node));
            return;
        }
        losses.add("messages[].tool_call_id");
        String name = conversation.toolName(result).orElse(result.callId());
        ArrayNode content = turn("user").content();
        content.add(Json.object().put("type", "text").put("text", "Result of the tool " + name + ":"));
        result.content().forEach(block -> writer.write(block, Role.USER).ifPresent(content::add));
    }

    private void assistant(Message message) {
        List<ObjectNode> blocks = written(message);
        if (blocks.isEmpty()) {
            message.extras().report(losses);
            return;
        }
        if (!turns.isEmpty() && !turns.getLast().role().equals("assistant")) {
            settle();
        }
        Turn turn = turn("assistant");
        blocks.forEach(turn.content()::add);
        message.extras().writeTo(turn.node(), NAME, losses);
        answering = null;
        for (Block block : message.blocks()) {
            if (block instanceof Block.ToolCall call) {
                waiting.add(ToolIds.write(call.id()));
            }
        }
    }

    private List<ObjectNode> written(Message message) {
        var written = new ArrayList<ObjectNode>();
        message.blocks().forEach(block -> writer.write(block, message.role()).ifPresent(written::add));
        return written;
    }

    /** Answers the calls that nobody answered. */
    private void settle() {
        for (String id : waiting) {
            answering().results().add(Json.object().put("type", "tool_result").put("tool_use_id", id)
                    .put("content", NO_RESULT).put("is_error", true));
        }
        waiting.clear();
    }

    private Turn answering() {
        Turn turn = answering;
        return turn == null ? turn("user") : turn;
    }

    /** The turn of that role that is going on, or a new one. */
    private Turn turn(String role) {
        if (turns.isEmpty() || !turns.getLast().role().equals(role)) {
            turns.add(new Turn(role));
        }
        if (role.equals("user") && answering == null) {
            answering = turns.getLast();
        }
        return turns.getLast();
    }

    private static Turn said(String text) {
        var turn = new Turn("user");
        turn.content().add(Json.object().put("type", "text").put("text", text));
        return turn;
    }

    private static boolean isOfType(ArrayNode blocks, String type) {
        for (JsonNode block : blocks) {
            if (block.path("type").asString().equals(type)) {
                return true;
            }
        }
        return false;
    }
}
