package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Seals;
import dev.pollux.json.Fields;
import dev.pollux.model.Block;
import dev.pollux.model.Extras;
import dev.pollux.model.Marks;
import dev.pollux.model.Message;
import dev.pollux.model.Message.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code instructions} and {@code input} as messages; {@link Places} says how. */
final class ItemReader {
    private final Namespaces namespaces;
    private final List<Message> messages = new ArrayList<>();

    /** The model's turn that is being gathered: at most one message item and what stands beside it. */
    private final List<Block> turn = new ArrayList<>();
    private Extras turnExtras = Extras.NONE;

    ItemReader(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    List<Message> read(Fields body) {
        body.text("instructions").filter(text -> !text.isEmpty())
                .ifPresent(text -> add(Role.SYSTEM, List.of(new Block.Text(text)), Extras.NONE));
        JsonNode input = body.any("input").orElseThrow(() -> body.missing("input"));
        if (input.isString()) {
            add(Role.USER, List.of(new Block.Text(input.stringValue())), Extras.NONE);
            return messages;
        }
        if (!(input instanceof ArrayNode items)) {
            throw body.illTyped("input", "a string or an array of items", input);
        }
        for (int i = 0; i < items.size(); i++) {
            String path = "input[" + i + "]";
            if (!(items.get(i) instanceof ObjectNode item)) {
                throw body.illTyped(path, "an object", items.get(i));
            }
            item(item, Fields.of(item, path));
        }
        endTurn();
        return messages;
    }

    private void item(ObjectNode node, Fields item) {
        Optional<String> type = item.text("type");
        switch (type.orElse(item.has("role") ? "message" : item.requiredText("type"))) {
            case "message" -> message(node, item, type.isPresent() ? Places.ITEM : Places.SHORT);
            case "function_call" -> turn.add(call(item, "arguments", false));
            case "custom_tool_call" -> turn.add(call(item, "input", true));
            case "function_call_output" -> result(node, item, false);
            case "custom_tool_call_output" -> result(node, item, true);
            case "reasoning" -> turn.addAll(Reasoning.read(item, Places::sent));
            case "image_generation_call" -> turn.add(Pictures.read(node, item));
            case String other -> opaque(other, node);
        }
    }

    private void message(ObjectNode node, Fields item, String place) {
        Optional<Role> role = role(item.requiredText("role"));
        if (role.isEmpty()) {
            opaque("message", node);
            return;
        }
        List<Block> blocks = PartReader.content(item, "content");
        Extras extras = Places.sent(place, item.rest());
        if (role.get() != Role.ASSISTANT) {
            add(role.get(), blocks, extras);
            return;
        }
        if (turnExtras.isOf(Words.DIALECT)) {
            endTurn();
        }
        turn.addAll(blocks);
        turnExtras = extras;
    }

    private Block call(Fields item, String text, boolean custom) {
        Seals.Opened id = Seals.open(item.requiredText("call_id"));
        String name = item.requiredText("name");
        String arguments = item.requiredText(text);
        Optional<String> namespace = item.text("namespace");
        Optional<String> offered = namespace
                .flatMap(outer -> namespaces.offered(new Namespaces.Inner(outer, name)));
        ObjectNode rest = item.rest();
        if (offered.isEmpty()) {
            namespace.ifPresent(outer -> rest.put("namespace", outer));
        }
        return new Block.ToolCall(id.id(), offered.orElse(name), arguments, custom,
                new Marks(id.seal(), Optional.empty(), Places.sent(Places.ITEM, rest)));
    }

    private void result(ObjectNode node, Fields item, boolean custom) {
        Optional<String> callId = item.text("call_id");
        if (callId.isEmpty()) {
            opaque(node.path("type").asString(""), node);
            return;
        }
        List<Block> content = PartReader.content(item, "output");
        add(Role.USER, List.of(new Block.ToolResult(Seals.open(callId.get()).id(), Optional.empty(), content, false,
                custom, Marks.of(Places.sent(Places.ITEM, item.rest())))), Extras.NONE);
    }

    /** An item that only this dialect knows: what a tool gave is the client's, the rest is the model's. */
    private void opaque(String type, ObjectNode node) {
        var block = new Block.Opaque(Words.DIALECT, type, node);
        boolean client = switch (type) {
            case "message", "additional_tools", "configuration_update", "compaction_trigger", "mcp_approval_response" ->
                true;
            default -> type.endsWith("_output");
        };
        if (client) {
            add(Role.USER, List.of(block), Extras.NONE);
        } else {
            turn.add(block);
        }
    }

    private void add(Role role, List<Block> blocks, Extras extras) {
        endTurn();
        messages.add(new Message(role, blocks, extras));
    }

    private void endTurn() {
        if (!turn.isEmpty() || turnExtras.isOf(Words.DIALECT)) {
            messages.add(new Message(Role.ASSISTANT, turn, turnExtras));
        }
        turn.clear();
        turnExtras = Extras.NONE;
    }

    private static Optional<Role> role(String word) {
        return switch (word) {
            case "user" -> Optional.of(Role.USER);
            case "assistant" -> Optional.of(Role.ASSISTANT);
            case "system" -> Optional.of(Role.SYSTEM);
            case "developer" -> Optional.of(Role.DEVELOPER);
            default -> Optional.empty();
        };
    }
}
