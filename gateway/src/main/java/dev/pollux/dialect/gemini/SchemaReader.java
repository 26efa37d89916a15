package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Map;

/**
 * Reads a {@code Schema} of this API (OpenAPI 3.0, types in capitals, int64 as strings) as JSON Schema.
 *
 * <p>https://ai.google.dev/api/caching#Schema
 */
final class SchemaReader {

    private SchemaReader() {}

    /** A JSON Schema as it is, unless it is one in name alone: Gemini CLI writes {@code OBJECT} in it. */
    static ObjectNode standard(ObjectNode schema) {
        String type = schema.path("type").asString("");
        return !type.isEmpty() && Character.isUpperCase(type.charAt(0)) ? converted(schema) : schema;
    }

    static ObjectNode converted(ObjectNode schema) {
        ObjectNode result = Json.object();
        String type = schema.path("type").asString("").toLowerCase(Locale.ROOT);
        for (Map.Entry<String, JsonNode> field : schema.properties()) {
            field(Words.camel(field.getKey()), field.getValue(), type, result);
        }
        if (schema.path("nullable").asBoolean(false)) {
            allowNull(result);
        }
        return result;
    }

    private static void field(String name, JsonNode value, String type, ObjectNode result) {
        switch (name) {
            case "type" -> {
                if (!value.isString()) {
                    result.set(name, value);
                } else if (!type.equals("type_unspecified")) {
                    result.put(name, type);
                }
            }
            case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties" ->
                result.set(name, number(value));
            case "enum" -> result.set(name, members(value, type));
            case "format" -> {
                if (!value.asString("").equals("enum")) {
                    result.set(name, value);
                }
            }
            case "properties" -> result.set(name, each(value));
            case "items", "additionalProperties" -> result.set(name, inner(value));
            case "anyOf" -> result.set(name, list(value));
            // no part of JSON Schema, or said above
            case "nullable", "propertyOrdering", "example" -> {
            }
            default -> result.set(name, value);
        }
    }

    private static void allowNull(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isString()) {
            schema.putArray("type").add(type).add("null");
        }
        if (schema.get("anyOf") instanceof ArrayNode options) {
            options.addObject().put("type", "null");
        }
        if (schema.get("enum") instanceof ArrayNode members) {
            members.addNull();
        }
    }

    private static JsonNode inner(JsonNode value) {
        return value instanceof ObjectNode object ? converted(object) : value;
    }

    private static JsonNode each(JsonNode value) {
        ObjectNode result = Json.object();
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            result.set(property.getKey(), inner(property.getValue()));
        }
        return result;
    }

    private static JsonNode list(JsonNode value) {
        ArrayNode result = Json.array();
        value.forEach(option -> result.add(inner(option)));
        return result;
    }

    /** The members of an enum are strings here, of whatever type they are meant to be. */
    private static JsonNode members(JsonNode value, String type) {
        if (!type.equals("integer") && !type.equals("number")) {
            return value.deepCopy();
        }
        ArrayNode result = Json.array();
        value.forEach(member -> result.add(number(member)));
        return result;
    }

    private static JsonNode number(JsonNode value) {
        if (!value.isString()) {
            return value;
        }
        try {
            JsonNode number = Json.tree(value.stringValue());
            return number.isNumber() ? number : value;
        } catch (JsonException _) {
            return value;
        }
    }
}
