package dev.pollux.dialect.anthropic;

import dev.pollux.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of a call as the object that Anthropic wants. */
final class Arguments {
    /** Holds what is no object: the free text of a custom tool, or JSON that the model broke. */
    static final String FREE_TEXT = "input";

    private Arguments() {}

    static ObjectNode object(String text, boolean custom) {
        if (custom) {
            return Json.object().put(FREE_TEXT, text);
        }
        if (text.isBlank()) {
            return Json.object();
        }
        return Json.objectIn(text).orElseGet(() -> Json.object().put(FREE_TEXT, text));
    }
}
