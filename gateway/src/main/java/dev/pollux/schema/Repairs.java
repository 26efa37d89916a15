package dev.pollux.schema;

import dev.pollux.json.Json;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies a schema of any draft, and of what passes for JSON Schema in the field, into one form: draft 2020-12, each
 * keyword with a value of its kind.
 */
final class Repairs {
    private static final Set<String> REWRITTEN = Set.of("allOf", "oneOf", "anyOf", "prefixItems", "items",
            "additionalItems");

    private final Compilation run;

    Repairs(Compilation run) {
        this.run = run;
    }

    ObjectNode apply(ObjectNode raw, int depth) {
        run.read(depth);
        ObjectNode schema = Json.object();
        for (Map.Entry<String, JsonNode> field : raw.properties()) {
            if (!field.getValue().isNull() || Keywords.VALUES.contains(field.getKey())) {
                copy(schema, field.getKey(), field.getValue(), depth);
            }
        }
        for (Map.Entry<String, JsonNode> field : raw.properties()) {
            if (isUnreadable(field.getKey(), field.getValue())) {
                Hints.drop(schema, field.getKey(), field.getValue(), run);
            }
        }
        OldDrafts.modernise(schema, run);
        Types.repair(schema, run);
        addRequiredOfProperties(schema, raw);
        if (Types.lacksItems(schema, run)) {
            schema.set("items", Json.object());
        }
        return schema;
    }

    private void copy(ObjectNode schema, String keyword, JsonNode value, int depth) {
        if (Keywords.DEFINITIONS.contains(keyword) && !run.has(Trait.ALL_KEYWORDS)) {
            return; // what is referred to is copied when it is
        }
        if (keyword.equals("required") && value.isBoolean()) {
            return; // draft 3; the parent reads it
        }
        if (isUnreadable(keyword, value)) {
            return;
        }
        if (keyword.equals("additionalProperties") && run.has(Trait.CLOSED)) {
            run.loseIf(!value.isBoolean() || value.booleanValue(), keyword);
            schema.put(keyword, false);
            return;
        }
        JsonNode repaired = repaired(keyword, value, depth);
        if (repaired.isMissingNode()) {
            run.lose(keyword);
        } else if (!(repaired.isNull() && !Keywords.VALUES.contains(keyword))) {
            schema.set(keyword, repaired);
        }
    }

    /** Whether a keyword holds schemas and can be said in no way to this target: what it refers to is not wanted. */
    private boolean isUnreadable(String keyword, JsonNode value) {
        boolean rewritten = REWRITTEN.contains(keyword);
        boolean holdsSchemas = Keywords.MAPS.contains(keyword) || Keywords.LISTS.contains(keyword)
                || Keywords.SINGLES.contains(keyword);
        return holdsSchemas && !rewritten && !run.rules().takes(keyword) && value.isContainer();
    }

    /** The value in its proper kind; missing where it has no meaning, null where it says nothing. */
    private JsonNode repaired(String keyword, JsonNode value, int depth) {
        JsonNode missing = Json.object().path("");
        JsonNode nothing = Json.object().nullNode();
        if (Keywords.MAPS.contains(keyword)) {
            return value instanceof ObjectNode map ? map(keyword, map, depth) : missing;
        }
        if (Keywords.LISTS.contains(keyword) || (keyword.equals("items") && value.isArray())) {
            return !(value instanceof ArrayNode list) ? missing : list.isEmpty() ? nothing : list(keyword, list, depth);
        }
        if (Keywords.SINGLES.contains(keyword)) {
            return single(keyword, value, depth);
        }
        if (Keywords.COUNTS.contains(keyword)) {
            return Numbers.count(value);
        }
        if (Keywords.NUMBERS.contains(keyword)) {
            return Numbers.number(value);
        }
        if (Keywords.TEXTS.contains(keyword)) {
            return value.isString() ? text(value) : missing;
        }
        return switch (keyword) {
            case "required", "propertyOrdering" -> names(value);
            case "enum" -> value.isArray() && !value.isEmpty() ? distinct(value) : missing;
            case "uniqueItems" -> value.isBoolean() ? value : missing;
            case "type", "nullable" -> value;
            default -> {
                run.copy(Json.text(value).length());
                yield value.deepCopy();
            }
        };
    }

    private JsonNode text(JsonNode value) {
        run.copy(value.stringValue().length());
        return value;
    }

    private ObjectNode map(String keyword, ObjectNode raw, int depth) {
        ObjectNode map = Json.object();
        for (Map.Entry<String, JsonNode> entry : raw.properties()) {
            JsonNode child = child(entry.getValue(), depth);
            if (isNever(child)) {
                run.lose(keyword);
            } else {
                map.set(entry.getKey(), child);
            }
        }
        return map;
    }

    private JsonNode list(String keyword, ArrayNode raw, int depth) {
        ArrayNode list = Json.array();
        for (JsonNode element : raw) {
            JsonNode child = child(element, depth);
            if (!isNever(child)) {
                list.add(child);
            } else if (!keyword.equals("anyOf") && !keyword.equals("oneOf")) {
                run.lose(keyword);
                if (!keyword.equals("allOf")) {
                    list.add(Json.object()); // its place in the tuple counts
                }
            }
        }
        return list.isEmpty() ? Json.object().path("") : list;
    }

    private JsonNode single(String keyword, JsonNode value, int depth) {
        boolean all = run.has(Trait.ALL_KEYWORDS);
        if (value.isBoolean()) {
            boolean stays = all || !keyword.equals("items") || !value.booleanValue();
            return stays ? value : Json.object();
        }
        return value instanceof ObjectNode object ? apply(object, depth + 1) : Json.object().path("");
    }

    /** Booleans become schemas where a target does not take them; anything else is taken for no schema at all. */
    private JsonNode child(JsonNode value, int depth) {
        if (value instanceof ObjectNode object) {
            return apply(object, depth + 1);
        }
        run.read(depth + 1);
        if (value.isBoolean() && (run.has(Trait.ALL_KEYWORDS) || !value.booleanValue())) {
            return value;
        }
        run.loseIf(!value.isBoolean() && !value.isNull(), "type");
        return Json.object();
    }

    private boolean isNever(JsonNode child) {
        return child.isBoolean() && !child.booleanValue() && !run.has(Trait.ALL_KEYWORDS);
    }

    private JsonNode names(JsonNode value) {
        if (!value.isArray()) {
            return Json.object().path("");
        }
        ArrayNode names = Json.array();
        for (JsonNode name : distinct(value)) {
            run.loseIf(!name.isString(), "required");
            if (name.isString()) {
                names.add(text(name));
            }
        }
        return names;
    }

    private ArrayNode distinct(JsonNode values) {
        ArrayNode distinct = Json.array();
        var seen = new HashSet<JsonNode>();
        for (JsonNode value : values) {
            if (seen.add(value)) {
                run.copy(value.isString() ? value.stringValue().length() : Json.text(value).length());
                distinct.add(value);
            }
        }
        return distinct;
    }

    /** Draft 3, and OpenAPI written by hand, say {@code required: true} within the property. */
    private static void addRequiredOfProperties(ObjectNode schema, ObjectNode raw) {
        if (!(raw.get("properties") instanceof ObjectNode properties)) {
            return;
        }
        var required = new LinkedHashSet<String>();
        if (schema.get("required") instanceof ArrayNode names) {
            required.addAll(Keywords.texts(names));
        }
        int before = required.size();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            if (property.getValue().path("required").isBoolean()
                    && property.getValue().get("required").booleanValue()) {
                required.add(property.getKey());
            }
        }
        if (required.size() > before) {
            schema.set("required", Keywords.array(List.copyOf(required)));
        }
    }
}
