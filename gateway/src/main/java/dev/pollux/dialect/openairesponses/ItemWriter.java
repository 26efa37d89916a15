package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes messages as {@code instructions} and {@code input}; {@link Places} says how. */
final class ItemWriter {
    private static final String NO_RESULT = "{\"error\":\"no result\"}";

    private final Namespaces namespaces;
    private final boolean stored;
    private final Losses losses;
    private final PartWriter parts;
    private final ArrayNode items = Json.array();
    private final Set<String> answered = new HashSet<>();

    /** The thoughts of the reasoning item that is being gathered, and the content of the message item. */
    private final List<Block.Thinking> thoughts = new ArrayList<>();
    private final List<Block> content = new ArrayList<>();

    /** @param stored whether the vendor may have kept earlier items */
    ItemWriter(Namespaces namespaces, boolean stored, Losses losses) {
        this.namespaces = namespaces;
        this.stored = stored;
        this.losses = losses;
        this.parts = new PartWriter(losses);
    }

    void write(List<Message> messages, ObjectNode body) {
        List<Message> rest = messages;
        if (!rest.isEmpty() && isInstructions(rest.getFirst())) {
            body.put("instructions", instructions(rest.getFirst()));
            rest = rest.subList(1, rest.size());
        }
        if (rest.size() == 1 && isPlain(rest.getFirst())) {
            body.set("input", parts.content(rest.getFirst().blocks(), false, false));
            return;
        }
        for (Message message : rest) {
            message.blocks().forEach(block -> {
                if (block instanceof Block.ToolResult result) {
                    answered.add(result.callId());
                }
            });
        }
        rest.forEach(this::message);
        body.set("input", items);
    }

    private static boolean isInstructions(Message message) {
        return message.role() == Role.SYSTEM && !message.extras().isOf(Words.DIALECT)
                && message.blocks().stream().allMatch(Block.Text.class::isInstance);
    }

    private String instructions(Message message) {
        message.extras().report(losses);
        var texts = new ArrayList<String>();
        for (Block block : message.blocks()) {
            losses.addIf(block.marks().cache().isPresent(), "cache_control");
            block.marks().extras().writeTo(Json.object(), Words.DIALECT, losses);
            if (block instanceof Block.Text text) {
                texts.add(text.text());
            }
        }
        return String.join("\n\n", texts);
    }

    /** Whether a message can stand alone as the string that {@code input} may be. */
    private static boolean isPlain(Message message) {
        return message.role() == Role.USER && message.extras().origin().isEmpty() && message.blocks().size() == 1
                && message.blocks().getFirst() instanceof Block.Text text && !text.marks().extras().isOf(Words.DIALECT);
    }

    private void message(Message message) {
        boolean own = message.extras().isOf(Words.DIALECT);
        if (!own) {
            message.extras().report(losses);
        }
        var unanswered = new ArrayList<Block.ToolCall>();
        for (Block block : message.blocks()) {
            switch (block) {
                case Block.Thinking thinking -> {
                    endMessage(message);
                    if (begins(thinking)) {
                        endReasoning();
                    }
                    thoughts.add(thinking);
                }
                case Block.ToolCall call -> {
                    item(message, call(call));
                    if (!answered.contains(call.id())) {
                        unanswered.add(call);
                    }
                }
                case Block.ToolResult result -> item(message, result(result));
                case Block.Opaque opaque when isItem(opaque, message) -> opaque(message, opaque);
                case Block.Media media when message.role() == Role.ASSISTANT -> picture(message, media);
                case Block.Text _,Block.Media _,Block.Opaque _ -> {
                    endReasoning();
                    content.add(block);
                }
            }
        }
        endReasoning();
        endMessage(message);
        unanswered.forEach(call -> items.add(output(call.id(), call.custom()).put("output", NO_RESULT)));
    }

    /** Whether a thought begins an item: its place says so or, where a foreign client kept none, the seal before it. */
    private boolean begins(Block.Thinking thinking) {
        Extras extras = thinking.marks().extras();
        return extras.isOf(Words.DIALECT)
                ? !Places.goesOn(extras)
                : !thoughts.isEmpty() && thoughts.getLast().marks().seal().isPresent();
    }

    private void item(Message message, ObjectNode item) {
        endReasoning();
        endMessage(message);
        items.add(item);
    }

    /** A block that only one dialect knows is a part where it stands in a message item, else an item. */
    private static boolean isItem(Block.Opaque opaque, Message message) {
        boolean named = opaque.kind().startsWith("input_") || opaque.kind().startsWith("output_");
        return message.role() == Role.ASSISTANT ? !named : !message.extras().isOf(Words.DIALECT);
    }

    private void opaque(Message message, Block.Opaque opaque) {
        if (opaque.origin().equals(Words.DIALECT)) {
            item(message, opaque.json());
        } else {
            losses.add(opaque.kind());
        }
    }

    /** A picture of the model goes back only as the item that it was: nobody else may say what the model made. */
    private void picture(Message message, Block.Media media) {
        if (Places.is(media.marks().extras(), Places.ITEM) && Pictures.isInline(media)) {
            ObjectNode item = Pictures.write(media);
            Places.write(media.marks().extras(), item, losses);
            item(message, item);
        } else {
            losses.add(media.kind());
        }
    }

    private ObjectNode call(Block.ToolCall call) {
        ObjectNode item = Json.object().put("type", call.custom() ? "custom_tool_call" : "function_call")
                .put("call_id", call.id());
        namespaces.inner(call.name()).ifPresentOrElse(
                inner -> item.put("name", inner.name()).put("namespace", inner.namespace()),
                () -> item.put("name", call.name()));
        if (call.custom()) {
            item.put("input", call.arguments());
        } else {
            item.put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
        }
        marks(call.marks(), item);
        return item;
    }

    private ObjectNode result(Block.ToolResult result) {
        ObjectNode item = output(result.callId(), result.custom());
        JsonNode output = parts.content(result.content(), false, false);
        item.set("output", output);
        if (output.isArray() && output.isEmpty()) {
            item.put("output", "");
        }
        if (result.error()) {
            failed(item, output);
        }
        marks(result.marks(), item);
        return item;
    }

    /** There is no field for a tool that failed: its output says so. */
    private static void failed(ObjectNode item, JsonNode output) {
        if (output instanceof ArrayNode several && !several.isEmpty()) {
            several.insert(0, Json.object().put("type", "input_text").put("text", "Error:"));
        } else {
            item.put("output", ("Error: " + output.asString("")).strip());
        }
    }

    private static ObjectNode output(String callId, boolean custom) {
        return Json.object().put("type", custom ? "custom_tool_call_output" : "function_call_output")
                .put("call_id", callId);
    }

    private void marks(Marks marks, ObjectNode item) {
        losses.addIf(marks.cache().isPresent(), "cache_control");
        Places.write(marks.extras(), item, losses);
    }

    private void endReasoning() {
        if (!thoughts.isEmpty()) {
            Reasoning.write(thoughts, stored, losses).ifPresent(items::add);
            thoughts.clear();
        }
    }

    private void endMessage(Message message) {
        Extras extras = message.extras();
        if (content.isEmpty()) {
            return;
        }
        ObjectNode item = Json.object();
        if (!Places.is(extras, Places.SHORT)) {
            item.put("type", "message");
        }
        boolean model = message.role() == Role.ASSISTANT;
        item.put("role", Words.of(message.role()));
        JsonNode written = parts.content(content, model, Places.isGiven(extras));
        content.clear();
        if (written.isArray() && written.isEmpty()) {
            return;
        }
        item.set("content", written);
        if (extras.isOf(Words.DIALECT)) {
            Places.write(extras, item, losses);
        }
        items.add(item);
    }
}
