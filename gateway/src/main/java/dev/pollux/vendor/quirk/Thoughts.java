package dev.pollux.vendor.quirk;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Earlier thoughts are wanted back in the form in which they were told. Where they stand in details as well, the vendor
 * has no use for their text.
 */
record Thoughts(Form form) implements Quirk {
    private static final Place TEXT = new Place("messages[].reasoning_content");

    enum Form {
        /** The field {@code reasoning}. */
        FIELD,
        /** Before the content, in the tags of {@code think}. */
        TAGS,
        /** A part of the content. */
        PART
    }

    @Override
    public void apply(ObjectNode body, Case about) {
        for (ObjectNode message : TEXT.holders(body)) {
            String text = message.path(TEXT.name()).asString("");
            if (text.isEmpty()) {
                continue;
            }
            message.remove(TEXT.name());
            if (message.path("reasoning_details").isEmpty()) {
                write(message, text);
            }
        }
    }

    private void write(ObjectNode message, String text) {
        switch (form) {
            case FIELD -> message.putIfAbsent("reasoning", message.stringNode(text));
            case TAGS -> {
                String tagged = "<think>\n" + text + "\n</think>\n";
                if (message.path("content") instanceof ArrayNode parts) {
                    parts.insertObject(0).put("type", "text").put("text", tagged);
                } else {
                    message.put("content", tagged + message.path("content").asString(""));
                }
            }
            case PART -> parts(message).insertObject(0).put("type", "thinking").putArray("thinking").addObject()
                    .put("type", "text").put("text", text);
        }
    }

    private static ArrayNode parts(ObjectNode message) {
        JsonNode content = message.path("content");
        if (content instanceof ArrayNode parts) {
            return parts;
        }
        ArrayNode parts = message.putArray("content");
        if (!content.asString("").isEmpty()) {
            parts.addObject().put("type", "text").put("text", content.asString(""));
        }
        return parts;
    }
}
