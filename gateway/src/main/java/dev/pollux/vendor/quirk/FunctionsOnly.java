package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Tools that take free text are unknown. */
record FunctionsOnly() implements Quirk {
    @Override
    public void apply(ObjectNode body, Case about) {
        if (!(body.path("tools") instanceof ArrayNode tools)) {
            return;
        }
        int offered = tools.size();
        tools.removeIf(tool -> tool.path("type").asString("").equals("custom"));
        about.losses().addIf(tools.size() < offered, "tools[].custom");
        if (tools.isEmpty()) {
            body.remove(List.of("tools", "tool_choice", "parallel_tool_calls"));
        }
    }
}
