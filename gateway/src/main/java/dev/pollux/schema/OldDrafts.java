package dev.pollux.schema;

import dev.pollux.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns what drafts 3 to 7 and OpenAPI say in words of their own into the words of draft 2020-12. */
final class OldDrafts {
    private OldDrafts() {}

    static void modernise(ObjectNode schema, Compilation run) {
        exclusive(schema, "exclusiveMinimum", "minimum", run);
        exclusive(schema, "exclusiveMaximum", "maximum", run);
        rename(schema, "$recursiveRef", "$ref", run);
        rename(schema, "$dynamicRef", "$ref", run);
        tuple(schema);
        closedTail(schema, run);
        if (!run.rules().takes("oneOf") && schema.get("oneOf") instanceof ArrayNode branches) {
            schema.remove("oneOf");
            if (schema.has("anyOf")) {
                ArrayNode all = schema.get("allOf") instanceof ArrayNode array ? array : schema.putArray("allOf");
                all.addObject().set("anyOf", branches);
            } else {
                schema.set("anyOf", branches);
            }
        }
    }

    /** In draft 4 a boolean made the bound beside it exclude itself. */
    private static void exclusive(ObjectNode schema, String exclusive, String bound, Compilation run) {
        JsonNode value = schema.get(exclusive);
        if (value == null || Numbers.isFinite(value)) {
            return;
        }
        schema.remove(exclusive);
        if (!value.isBoolean()) {
            run.lose(exclusive);
        } else if (value.booleanValue() && schema.has(bound)) {
            schema.set(exclusive, schema.get(bound));
            schema.remove(bound);
        }
    }

    private static void rename(ObjectNode schema, String old, String name, Compilation run) {
        JsonNode value = schema.get(old);
        if (value != null && value.isString() && !schema.has(name) && !run.has(Rules.Trait.ALL_KEYWORDS)) {
            schema.remove(old);
            schema.set(name, value);
        }
    }

    private static void tuple(ObjectNode schema) {
        if (schema.get("items") instanceof ArrayNode entries) {
            JsonNode tail = schema.get("additionalItems");
            schema.remove("items");
            schema.remove("additionalItems");
            schema.set("prefixItems", entries);
            if (tail != null) {
                schema.set("items", tail);
            }
        }
    }

    /** {@code items: false} says that nothing follows: a bound on the length says it as well. */
    private static void closedTail(ObjectNode schema, Compilation run) {
        JsonNode items = schema.get("items");
        if (items == null || !items.isBoolean() || run.has(Rules.Trait.ALL_KEYWORDS)) {
            return;
        }
        schema.remove("items");
        if (!items.booleanValue()) {
            JsonNode length = Json.array().add(schema.path("prefixItems").size()).get(0);
            JsonNode old = schema.get("maxItems");
            schema.set("maxItems", old == null ? length : Numbers.tighter("maxItems", old, length));
        }
    }
}
