package dev.pollux.vendor.quirk;

import tools.jackson.databind.node.ObjectNode;

/** The role of OpenAI's developers is unknown: such messages are the system's. */
record NoDeveloper() implements Quirk {
    private static final Place ROLE = new Place("messages[].role");

    @Override
    public void apply(ObjectNode body, Case about) {
        for (ObjectNode message : ROLE.holders(body)) {
            if (message.path("role").asString("").equals("developer")) {
                message.put("role", "system");
            }
        }
    }
}
