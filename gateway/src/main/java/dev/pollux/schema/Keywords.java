package dev.pollux.schema;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The words of JSON Schema and where they hold schemas of their own.
 *
 * <p>Everything that walks a schema goes through here: a property that is named like a keyword is a name, never a
 * keyword.
 */
final class Keywords {
    /** Hold schemas by names that are the client's. */
    static final Set<String> MAPS = Set.of("properties", "patternProperties", "$defs", "definitions",
            "dependentSchemas");
    /** Hold a list of schemas. */
    static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf", "prefixItems");
    /** Hold one schema; {@code items} held a list in old drafts. */
    static final Set<String> SINGLES = Set.of("items", "additionalItems", "additionalProperties", "not", "if", "then",
            "else", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties");
    /** Hold a count. */
    static final Set<String> COUNTS = Set.of("minLength", "maxLength", "minItems", "maxItems", "minProperties",
            "maxProperties", "minContains", "maxContains");
    /** Hold a number. */
    static final Set<String> NUMBERS = Set.of("minimum", "maximum", "multipleOf");
    /** Hold a text. */
    static final Set<String> TEXTS = Set.of("title", "description", "pattern", "format", "$ref");
    /** Hold a value of the client that is no schema, {@code null} included. */
    static final Set<String> VALUES = Set.of("default", "const", "example", "examples");
    /** Say something to a reader and bind nobody. */
    static final Set<String> NOTES = Set.of("title", "description", "default", "example", "examples");
    /** Where definitions live. */
    static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

    private static final Set<String> BINDING = Set.of("$ref", "type", "enum", "const", "not", "if", "then", "else",
            "pattern", "format", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
            "uniqueItems", "contains", "minContains", "maxContains", "prefixItems", "items", "additionalItems",
            "properties", "patternProperties", "additionalProperties", "propertyNames", "required", "minLength",
            "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "dependencies", "dependentRequired",
            "dependentSchemas", "anyOf", "oneOf", "allOf", "unevaluatedItems", "unevaluatedProperties");

    private Keywords() {}

    /** Whether a schema allows less for this keyword than without it. */
    static boolean binds(String keyword, JsonNode value) {
        if (!BINDING.contains(keyword)) {
            return false;
        }
        return switch (keyword) {
            case "uniqueItems", "additionalProperties", "additionalItems", "unevaluatedItems", "unevaluatedProperties",
                    "contains", "propertyNames", "items" ->
                allowsLess(value, !keyword.equals("uniqueItems"));
            case "minLength", "minItems", "minProperties", "minContains" -> value.asInt(1) != 0;
            case "required" -> !value.isEmpty();
            default -> true;
        };
    }

    /** Whether a schema says nothing but notes: it accepts every value. */
    static boolean isAny(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue();
        }
        for (Map.Entry<String, JsonNode> field : schema.properties()) {
            if (binds(field.getKey(), field.getValue())) {
                return false;
            }
        }
        return schema.isObject();
    }

    /** Whether there are schemas within this one. */
    static boolean holdsSchemas(ObjectNode schema) {
        return schema.properties()
                .stream()
                .anyMatch(field -> field.getValue().isContainer() && !field.getValue().isEmpty()
                        && !field.getKey().equals("$defs")
                        && (MAPS.contains(field.getKey()) || LISTS.contains(field.getKey())
                                || SINGLES.contains(field.getKey())));
    }

    /** Replaces each schema directly within this one; the function gets the keyword that holds it. */
    static void replaceChildren(ObjectNode schema, BiFunction<String, ObjectNode, ObjectNode> replacement) {
        for (Map.Entry<String, JsonNode> field : List.copyOf(schema.properties())) {
            String keyword = field.getKey();
            JsonNode value = field.getValue();
            if (MAPS.contains(keyword) && value instanceof ObjectNode map) {
                for (Map.Entry<String, JsonNode> entry : List.copyOf(map.properties())) {
                    if (entry.getValue() instanceof ObjectNode child) {
                        map.set(entry.getKey(), replacement.apply(keyword, child));
                    }
                }
            } else if (LISTS.contains(keyword) && value instanceof ArrayNode list) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) instanceof ObjectNode child) {
                        list.set(i, replacement.apply(keyword, child));
                    }
                }
            } else if (SINGLES.contains(keyword) && value instanceof ObjectNode child) {
                schema.set(keyword, replacement.apply(keyword, child));
            }
        }
    }

    /** The types that a schema names; empty where it names none. */
    static List<String> types(ObjectNode schema) {
        JsonNode type = schema.get("type");
        return type == null ? List.of() : type.isArray() ? texts(type) : List.of(type.stringValue());
    }

    static void setTypes(ObjectNode schema, List<String> types) {
        if (types.isEmpty()) {
            schema.remove("type");
        } else if (types.size() == 1) {
            schema.put("type", types.getFirst());
        } else {
            schema.set("type", array(types));
        }
    }

    static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        for (JsonNode value : array) {
            texts.add(value.stringValue());
        }
        return texts;
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }

    private static boolean allowsLess(JsonNode value, boolean neutral) {
        return value.isBoolean() ? value.booleanValue() != neutral : !isAny(value);
    }
}
