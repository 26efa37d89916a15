package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.gemini.Shapes.Field;
import dev.pollux.sandbox.gemini.Shapes.Words;
import dev.pollux.sandbox.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one message as Google's front end does: names in camel or snake case, unknown ones refused, enums in any case.
 *
 * <p>The result has canonical names and lists only, so that nobody behind it asks twice.
 */
final class Checker {
    private static final Shapes SHAPES = new Shapes();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Violation> violations = new ArrayList<>();

    /**
     * One thing that is wrong.
     *
     * @param field the path in snake case, empty at the top
     */
    record Violation(String field, String description) {}

    /** The message with canonical names. */
    ObjectNode check(String message, JsonNode json) {
        return message(message, json, "");
    }

    List<Violation> violations() {
        return violations;
    }

    private ObjectNode message(String type, JsonNode json, String path) {
        ObjectNode out = NODES.objectNode();
        if (!json.isObject()) {
            wrong(path,
                    "Invalid value at '" + path + "' (type.googleapis.com/google.ai.generativelanguage.v1beta." + type
                            + "), " + Json.line(json));
            return out;
        }
        Map<String, Field> fields = SHAPES.fields(type);
        Map<String, String> chosen = new HashMap<>();
        for (var entry : json.properties()) {
            Field field = fields.get(entry.getKey());
            if (field == null) {
                unknown(path, entry.getKey(), "Cannot find field.");
                continue;
            }
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                continue;
            }
            String earlier = field.oneof().isEmpty() ? null : chosen.putIfAbsent(field.oneof(), field.name());
            if (earlier != null) {
                wrong(path, "Invalid value at '" + path + "' (oneof), oneof field '" + field.oneof()
                        + "' is already set. Cannot set '" + field.name() + "'");
                continue;
            }
            String at = path.isEmpty() ? Shapes.snake(field.name()) : path + "." + Shapes.snake(field.name());
            if (field.repeated()) {
                out.set(field.name(), list(field.type(), value, at));
            } else if (value.isArray() && !field.type().equals("free")) {
                unknown(path, entry.getKey(), "Proto field is not repeating, cannot start list.");
            } else {
                out.set(field.name(), value(field.type(), value, at));
            }
        }
        return out;
    }

    /** A single value may stand for a list of one. */
    private ArrayNode list(String type, JsonNode value, String path) {
        ArrayNode out = NODES.arrayNode();
        if (!value.isArray()) {
            out.add(value(type, value, path + "[0]"));
            return out;
        }
        for (int i = 0; i < value.size(); i++) {
            out.add(value(type, value.get(i), path + "[" + i + "]"));
        }
        return out;
    }

    private JsonNode value(String type, JsonNode value, String path) {
        if (SHAPES.isMessage(type)) {
            return message(type, value, path);
        }
        if (SHAPES.isEnum(type)) {
            return word(SHAPES.words(type), value, path);
        }
        if (type.startsWith("map:")) {
            return map(type.substring(4), value, path);
        }
        boolean right = switch (type) {
            case "free" -> true;
            case "struct" -> value.isObject();
            case "string" -> value.isString();
            case "bool" -> value.isBoolean() || Json.text(value).matches("true|false");
            case "int32", "int64" -> value.isIntegralNumber() || Json.text(value).matches("-?[0-9]+")
                    || (value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue()));
            case "double" -> value.isNumber() || Json.text(value).matches("-?[0-9]+(\\.[0-9]+)?");
            case "bytes" -> value.isString() && base64(Json.text(value));
            default -> throw new IllegalArgumentException("no type " + type);
        };
        if (!right) {
            String detail = type.equals("bytes") && value.isString()
                    ? "Base64 decoding failed for " + Json.line(value)
                    : Json.line(value);
            String name = type.equals("struct")
                    ? "type.googleapis.com/google.protobuf.Struct"
                    : "TYPE_" + type.toUpperCase(Locale.ROOT);
            wrong(path, "Invalid value at '" + path + "' (" + name + "), " + detail);
        }
        return value;
    }

    private JsonNode map(String type, JsonNode value, String path) {
        ObjectNode out = NODES.objectNode();
        int i = 0;
        for (var entry : value.properties()) {
            out.set(entry.getKey(), value(type, entry.getValue(), path + "[" + i++ + "].value"));
        }
        return out;
    }

    private JsonNode word(Words words, JsonNode value, String path) {
        if (value.isInt() && value.intValue() >= 0 && value.intValue() < words.words().size()) {
            return NODES.stringNode(words.words().get(value.intValue()));
        }
        for (String word : words.words()) {
            if (word.equalsIgnoreCase(Json.text(value))) {
                return NODES.stringNode(word);
            }
        }
        wrong(path,
                "Invalid value at '" + path + "' (type.googleapis.com/" + words.fullName() + "), " + Json.line(value));
        return value;
    }

    private static boolean base64(String text) {
        return text.matches("[A-Za-z0-9+/_-]*={0,2}") && text.replace("=", "").length() % 4 != 1;
    }

    private void unknown(String path, String name, String why) {
        wrong(path, "Invalid JSON payload received. Unknown name " + Json.quote(name)
                + (path.isEmpty() ? "" : " at '" + path + "'") + ": " + why);
    }

    private void wrong(String path, String description) {
        violations.add(new Violation(path, description));
    }
}
