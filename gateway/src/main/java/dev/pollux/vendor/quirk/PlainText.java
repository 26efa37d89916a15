package dev.pollux.vendor.quirk;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.stream.Collectors;

/** Content of texts alone must be one text, and no part may be empty. */
record PlainText() implements Quirk {
    private static final Place CONTENT = new Place("messages[].content");

    @Override
    public void apply(ObjectNode body, Case about) {
        for (ObjectNode message : CONTENT.holders(body)) {
            if (message.path("content") instanceof ArrayNode parts) {
                if (parts.valueStream().allMatch(PlainText::isText)) {
                    message.put("content", parts.valueStream().map(part -> part.path("text").asString(""))
                            .filter(text -> !text.isEmpty()).collect(Collectors.joining("\n")));
                } else {
                    parts.removeIf(part -> isText(part) && part.path("text").asString("").isEmpty());
                }
            }
        }
    }

    private static boolean isText(JsonNode part) {
        return part.path("type").asString("").equals("text");
    }
}
