package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Seals;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Marks;
import tools.jackson.databind.node.ObjectNode;

/** A call of a tool of the client. The seals of other vendors travel in its {@code call_id}. */
final class CallItem extends OutputItem {
    private final Block.ToolCall call;
    private final Growing arguments;

    CallItem(Sequence sequence, int index, Block.ToolCall call, Namespaces namespaces, String mintedId) {
        super(sequence, index, item(call, namespaces), call.marks().extras(), mintedId);
        this.call = call;
        this.arguments = growing(
                call.custom() ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta", "",
                false);
    }

    private static ObjectNode item(Block.ToolCall call, Namespaces namespaces) {
        ObjectNode item = Json.object().put("type", call.custom() ? "custom_tool_call" : "function_call")
                .put("status", "in_progress").put("call_id", id(call));
        namespaces.inner(call.name()).ifPresentOrElse(
                inner -> item.put("name", inner.name()).put("namespace", inner.namespace()),
                () -> item.put("name", call.name()));
        return item.put(call.custom() ? "input" : "arguments", "");
    }

    private static String id(Block.ToolCall call) {
        return Seals.close(call.id(), call.marks().seal().filter(seal -> !seal.isOf(Words.DIALECT)));
    }

    @Override
    boolean takes(Block head) {
        return false;
    }

    @Override
    void open(Block head) {
        arguments.add(call.arguments());
    }

    @Override
    void delta(String piece) {
        arguments.add(piece);
    }

    @Override
    void close(Marks marks) {
        if (arguments.isEmpty() && !call.custom()) {
            arguments.add("{}");
        }
        String whole = arguments.end();
        if (call.custom()) {
            item().put("input", whole);
            tell("response.custom_tool_call_input.done", data -> data.put("input", whole));
        } else {
            item().put("arguments", whole);
            tell("response.function_call_arguments.done",
                    data -> data.put("name", item().path("name").asString("")).put("arguments", whole));
        }
    }
}
