package dev.pollux.sandbox.reply;

import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values that satisfy a schema, JSON Schema or Google's: the same schema always gives the same value. */
public final class Sample {
    /** The schema for those who want JSON and do not say which. */
    public static final JsonNode ANY = Json
            .tree("{\"type\":\"object\",\"properties\":{\"answer\":{\"type\":\"string\"}}}");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 16;

    private final JsonNode root;

    private Sample(JsonNode root) {
        this.root = root;
    }

    public static JsonNode of(JsonNode schema) {
        return new Sample(schema).value(schema, 0);
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (depth > DEEPEST) {
            return NODES.nullNode();
        }
        if (schema.has("$ref")) {
            String path = Json.text(schema.get("$ref"));
            return value(path.equals("#") ? root : root.at(path.substring(path.indexOf('#') + 1)), depth + 1);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.get("enum").get(0);
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (!schema.path(choice).isEmpty()) {
                return value(schema.get(choice).get(0), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "string" -> NODES.stringNode(text(schema));
            case "integer" -> NODES.numberNode((long) number(schema, 1));
            case "number" -> NODES.numberNode(number(schema, 1.5));
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            case "array" -> array(schema, depth);
            default -> object(schema, depth);
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode member : type) {
                if (!Json.text(member).equals("null")) {
                    return Json.text(member).toLowerCase(Locale.ROOT);
                }
            }
        }
        return Json.text(type).toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode schema) {
        String text = switch (Json.text(schema.path("format"))) {
            case "date-time" -> "2026-11-21T08:00:00Z";
            case "date" -> "2026-11-21";
            case "time" -> "08:00:00Z";
            case "email" -> "someone@example.com";
            case "uri" -> "https://example.com/";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            default -> "sample";
        };
        int least = schema.path("minLength").asInt(0);
        int most = Math.max(least, schema.path("maxLength").asInt(Integer.MAX_VALUE));
        String padded = text.length() < least ? text + "x".repeat(least - text.length()) : text;
        return padded.length() > most ? padded.substring(0, most) : padded;
    }

    private static double number(JsonNode schema, double usual) {
        double least = schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
        double most = schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
        if (schema.has("exclusiveMinimum")) {
            least = Math.max(least, schema.get("exclusiveMinimum").asDouble(0) + 1);
        }
        double step = schema.path("multipleOf").asDouble(0);
        double value = Math.max(least, Math.min(most, usual));
        return step > 0 ? Math.ceil(value / step) * step : value;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        schema.path("prefixItems").forEach(item -> array.add(value(item, depth + 1)));
        int least = Math.max(1, schema.path("minItems").asInt(1));
        while (schema.has("items") && array.size() < least) {
            array.add(value(schema.get("items"), depth + 1));
        }
        return array;
    }

    /** All required members; where none is required, all members. */
    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> names = new ArrayList<>();
        schema.path("required").forEach(name -> names.add(Json.text(name)));
        JsonNode properties = schema.path("properties");
        if (names.isEmpty()) {
            names.addAll(properties.propertyNames());
        }
        names.forEach(name -> object.set(name, value(properties.path(name), depth + 1)));
        return object;
    }
}
