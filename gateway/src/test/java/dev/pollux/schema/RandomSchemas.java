package dev.pollux.schema;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.SplittableRandom;

/** Schemas of all drafts and flavours, with every mistake that clients make, from a seed. */
final class RandomSchemas {
    private static final List<String> NAMES = List.of("a", "b", "type", "$ref", "properties", "anyOf", "items",
            "required", "const", "$defs", "additionalProperties", "enum", "format");
    private static final List<String> TYPES = List.of("string", "number", "integer", "boolean", "object", "array",
            "null", "STRING", "OBJECT", "int", "any", "whatever");
    private static final List<String> VALUES = List.of("\"x\"", "\"\"", "\"1\"", "1", "2", "1.5", "true", "false",
            "null", "{\"k\":1}", "[1]", "\"x\"", "\"y\"", "1e3", "-7");
    private static final List<String> REFERENCES = List.of("#", "#/$defs/A", "#/$defs/B", "#/definitions/A",
            "#/definitions/C~1D", "#/properties/a", "#anchor", "https://example.com/s", "#/nowhere", "#/$defs/A");
    private static final List<String> KEYWORDS = List.of("type", "type", "type", "properties", "properties", "required",
            "items", "anyOf", "oneOf", "allOf", "enum", "const", "$ref", "description", "title", "default", "nullable",
            "format", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength",
            "pattern", "minItems", "maxItems", "uniqueItems", "prefixItems", "additionalProperties", "not", "if",
            "patternProperties", "propertyNames", "minProperties", "examples", "example", "propertyOrdering", "$schema",
            "additionalItems", "deprecated", "x-own", "contains", "dependentRequired", "$anchor", "readOnly");

    private final SplittableRandom random;

    RandomSchemas(long seed) {
        this.random = new SplittableRandom(seed);
    }

    ObjectNode next() {
        ObjectNode root = schema(4);
        if (random.nextInt(3) > 0) {
            for (String home : List.of("$defs", "definitions")) {
                ObjectNode map = root.putObject(home);
                map.set("A", schema(3));
                map.set("B", schema(3));
                map.set("C/D", schema(2));
            }
        }
        return root;
    }

    private ObjectNode schema(int depth) {
        ObjectNode schema = Json.object();
        for (int n = random.nextInt(5) + (depth == 4 ? 2 : 0); n > 0; n--) {
            String keyword = one(KEYWORDS);
            schema.set(keyword, random.nextInt(40) == 0 ? value() : value(keyword, depth));
        }
        return schema;
    }

    private JsonNode value(String keyword, int depth) {
        return switch (keyword) {
            case "type" -> random.nextInt(4) == 0 ? texts(TYPES) : text(one(TYPES));
            case "properties", "patternProperties" -> {
                ObjectNode map = Json.object();
                for (int n = random.nextInt(4); n > 0; n--) {
                    map.set(one(NAMES), child(depth));
                }
                yield map;
            }
            case "required", "propertyOrdering" -> random.nextInt(8) == 0 ? bool() : texts(NAMES);
            case "items" -> random.nextInt(4) == 0 ? children(depth) : child(depth);
            case "anyOf", "oneOf", "allOf", "prefixItems" -> children(depth);
            case "not", "if", "additionalProperties", "propertyNames", "additionalItems", "contains" -> child(depth);
            case "enum", "examples" -> {
                ArrayNode members = Json.array();
                for (int n = random.nextInt(4); n > 0; n--) {
                    members.add(value());
                }
                yield members;
            }
            case "const", "default", "example" -> value();
            case "$ref" -> text(one(REFERENCES));
            case "nullable", "uniqueItems", "deprecated", "readOnly" -> bool();
            case "format" -> text(one(List.of("date-time", "uri", "int32", "enum", "email", "double")));
            case "exclusiveMinimum", "exclusiveMaximum" -> random.nextBoolean() ? bool() : number();
            case "minimum", "maximum", "multipleOf" -> number();
            case "minLength", "minItems", "maxItems", "minProperties" ->
                random.nextInt(4) == 0 ? text("3") : Json.tree("" + random.nextInt(5));
            case "dependentRequired" -> Json.object("{\"a\":[\"b\"]}");
            case "$anchor" -> text("anchor");
            default -> text(one(List.of("some text", "", "ä€")));
        };
    }

    private JsonNode child(int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return random.nextInt(3) == 0 ? bool() : Json.object("{\"type\":\"string\"}");
        }
        return schema(depth - 1);
    }

    private ArrayNode children(int depth) {
        ArrayNode children = Json.array();
        for (int n = random.nextInt(4); n > 0; n--) {
            children.add(child(depth));
        }
        return children;
    }

    private JsonNode value() {
        return Json.tree(one(VALUES));
    }

    private JsonNode number() {
        return Json.tree(one(List.of("0", "1", "-3", "1.5", "1e3", "9007199254740991", "1e300", "0.1")));
    }

    private JsonNode bool() {
        return Json.tree("" + random.nextBoolean());
    }

    private static JsonNode text(String text) {
        return Json.array().add(text).get(0);
    }

    private ArrayNode texts(List<String> words) {
        ArrayNode texts = Json.array();
        for (int n = random.nextInt(4); n > 0; n--) {
            texts.add(one(words));
        }
        return texts;
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
