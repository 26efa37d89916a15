package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * Turns of the model without its reasoning are refused once tools were called: a placeholder stands for what is not
 * there.
 *
 * @param placeholder the text that the vendor takes
 * @param all every turn of the model needs it, not only those with calls
 */
record Echo(String placeholder, boolean all) implements Quirk {
    private static final Place ROLE = new Place("messages[].role");
    private static final String FIELD = "reasoning_content";

    @Override
    public void apply(ObjectNode body, Case about) {
        List<ObjectNode> turns = ROLE.holders(body).stream()
                .filter(message -> message.path("role").asString("").equals("assistant")).toList();
        if (turns.stream().anyMatch(Echo::hasCalls)) {
            for (ObjectNode turn : turns) {
                boolean lacks = turn.path(FIELD).asString("").length() < placeholder.length() || !turn.has(FIELD);
                if (lacks && (all || hasCalls(turn))) {
                    turn.put(FIELD, placeholder);
                }
            }
        }
    }

    private static boolean hasCalls(ObjectNode message) {
        return !message.path("tool_calls").isEmpty();
    }
}
