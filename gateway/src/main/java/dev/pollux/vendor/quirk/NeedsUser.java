package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** A conversation without any word of the user is refused: the last instruction becomes his. */
record NeedsUser() implements Quirk {
    private static final Place ROLE = new Place("messages[].role");

    @Override
    public void apply(ObjectNode body, Case about) {
        List<ObjectNode> messages = ROLE.holders(body);
        if (messages.stream().noneMatch(message -> is(message, "user"))) {
            messages.reversed().stream().filter(message -> is(message, "system")).findFirst()
                    .ifPresent(message -> message.put("role", "user"));
        }
    }

    private static boolean is(ObjectNode message, String role) {
        return message.path("role").asString("").equals(role);
    }
}
