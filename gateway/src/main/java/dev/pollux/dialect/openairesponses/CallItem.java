package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.Seals;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Marks;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call of a tool of the client. The seals of other vendors travel in its {@code call_id}.
 *
 * <p>A vendor that seals its calls gives them whole, and some readers know the seal only at the end: so a call is told
 * with its second piece or at its end, whichever comes first, and always under one id.
 */
final class CallItem extends OutputItem {
    private final Block.ToolCall call;
    private final Growing arguments;
    private String held = "";
    private boolean told;

    CallItem(Sequence sequence, int index, Block.ToolCall call, Namespaces namespaces, String mintedId) {
        super(sequence, index, item(call, namespaces), call.marks().extras(), mintedId);
        this.call = call;
        this.arguments = growing(
                call.custom() ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta", "",
                false);
    }

    private static ObjectNode item(Block.ToolCall call, Namespaces namespaces) {
        ObjectNode item = Json.object().put("type", call.custom() ? "custom_tool_call" : "function_call")
                .put("status", "in_progress").put("call_id", id(call, call.marks()));
        namespaces.inner(call.name()).ifPresentOrElse(
                inner -> item.put("name", inner.name()).put("namespace", inner.namespace()),
                () -> item.put("name", call.name()));
        return item.put(call.custom() ? "input" : "arguments", "");
    }

    private static String id(Block.ToolCall call, Marks marks) {
        return Seals.close(call.id(), marks.seal().filter(seal -> !seal.isOf(Words.DIALECT)));
    }

    @Override
    boolean takes(Block head) {
        return false;
    }

    @Override
    void begin() {
        // told later
    }

    private void tell() {
        if (!told) {
            told = true;
            super.begin();
            arguments.add(held);
        }
    }

    @Override
    void open(Block head) {
        delta(call.arguments());
    }

    @Override
    void delta(String piece) {
        if (!told && held.isEmpty()) {
            held = piece;
            return;
        }
        tell();
        arguments.add(piece);
    }

    @Override
    void close(Marks marks) {
        item().put("call_id", id(call, marks));
        tell();
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
