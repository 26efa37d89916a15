package dev.pollux.schema;

import dev.pollux.json.Json;
import dev.pollux.schema.Rules.Trait;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Drops what a target cannot be told, and tells the model instead where the target's descriptions are for that. */
final class Hints {
    /** Characters of a value up to which it is told. */
    static final int MAX_LENGTH = 200;

    private Hints() {}

    /** Takes a keyword away; a loss if it bound anybody. */
    static void drop(ObjectNode schema, String keyword, JsonNode value, Compilation run) {
        schema.remove(keyword);
        boolean implied = keyword.equals("additionalProperties") && run.has(Trait.OPENAPI) && value.isBoolean();
        if (implied || !Keywords.binds(keyword, value)) {
            return;
        }
        run.lose(keyword);
        String text = value.isString() ? value.stringValue() : Json.text(value);
        if (run.has(Trait.HINTS) && text.length() <= MAX_LENGTH) {
            String description = schema.path("description").asString("");
            String hint = keyword + ": " + text;
            schema.put("description", description.isEmpty() ? hint : description + " (" + hint + ")");
        }
    }
}
