package dev.pollux.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An object that is being read: each field that is asked for is struck out, {@link #rest()} is what nobody read.
 *
 * <p>A field that is absent or {@code null} reads as empty. A field of another type than asked for is a
 * {@link JsonException} that names its path. Not for use by several threads.
 */
public final class Fields {
    /** The names that our readers ask for: as many as they know. */
    private static final Map<String, String> SNAKES = new ConcurrentHashMap<>();

    /** Names that are compared faster than hashed. */
    private static final int FEW = 16;

    private final ObjectNode node;
    private final String path;
    private final boolean eitherCase;
    private final List<String> read = new ArrayList<>();

    private Fields(ObjectNode node, String path, boolean eitherCase) {
        this.node = node;
        this.path = path;
        this.eitherCase = eitherCase;
    }

    /** Reads a whole document. */
    public static Fields of(ObjectNode document) {
        return new Fields(document, "", false);
    }

    /** Reads an object that stands at a path of its document. */
    public static Fields of(ObjectNode object, String path) {
        return new Fields(object, path, false);
    }

    /** Reads a document whose names may be lowerCamelCase, as asked for, or snake_case (the rule of proto3 JSON). */
    public static Fields eitherCase(ObjectNode document) {
        return new Fields(document, "", true);
    }

    /** Where this object stands in its document; empty for the document itself. */
    public String path() {
        return path;
    }

    /** The path of a field of this object. */
    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public boolean has(String name) {
        return peek(name) != null;
    }

    public Optional<JsonNode> any(String name) {
        return Optional.ofNullable(take(name));
    }

    public Optional<String> text(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw illTyped(name, "a string", value);
        }
        return Optional.of(value.stringValue());
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    public Optional<Boolean> flag(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw illTyped(name, "a boolean", value);
        }
        return Optional.of(value.booleanValue());
    }

    public OptionalDouble number(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber()) {
            throw illTyped(name, "a number", value);
        }
        return OptionalDouble.of(value.doubleValue());
    }

    /** A whole number; a string of digits is one too where names may have either case (int64 of proto3 JSON). */
    public OptionalLong whole(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value.isNumber() && value.canConvertToLong() && value.doubleValue() == Math.rint(value.doubleValue())) {
            return OptionalLong.of(value.longValue());
        }
        if (eitherCase && value.isString() && value.stringValue().matches("-?\\d{1,18}")) {
            return OptionalLong.of(Long.parseLong(value.stringValue()));
        }
        throw illTyped(name, "an integer", value);
    }

    /** As {@link #whole}, within 32 bits. */
    public OptionalInt integer(String name) {
        OptionalLong value = whole(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.getAsLong() != (int) value.getAsLong()) {
            throw notAllowed(name, "The number is out of range.");
        }
        return OptionalInt.of((int) value.getAsLong());
    }

    public Optional<Fields> object(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(child(value, name));
    }

    /** The object itself, for data that is not ours to read: schemas, arguments, metadata. */
    public Optional<ObjectNode> tree(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw illTyped(name, "an object", value);
    }

    /** The objects of an array; empty if it is absent. */
    public List<Fields> objects(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof ArrayNode array)) {
            throw illTyped(name, "an array", value);
        }
        var fields = new ArrayList<Fields>(array.size());
        for (int i = 0; i < array.size(); i++) {
            fields.add(child(array.get(i), name + "[" + i + "]"));
        }
        return fields;
    }

    /** As {@link #objects}, where a single object may stand in the place of the array. */
    public List<Fields> oneOrMore(String name) {
        return peek(name) instanceof ObjectNode ? object(name).stream().toList() : objects(name);
    }

    /** The strings of an array; empty if it is absent. */
    public List<String> texts(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof ArrayNode array)) {
            throw illTyped(name, "an array", value);
        }
        var texts = new ArrayList<String>(array.size());
        for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isString()) {
                throw illTyped(name + "[" + i + "]", "a string", array.get(i));
            }
            texts.add(array.get(i).stringValue());
        }
        return texts;
    }

    /** Strikes a field out that is known and means nothing here. */
    public void skip(String name) {
        take(name);
    }

    /** The fields that nobody asked for, as they came; {@code null} values are nothing. */
    public ObjectNode rest() {
        ObjectNode rest = Json.object();
        Collection<String> read = this.read.size() <= FEW ? this.read : new HashSet<>(this.read);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!read.contains(field.getKey()) && !field.getValue().isNull()) {
                rest.set(field.getKey(), field.getValue());
            }
        }
        return rest;
    }

    public JsonException missing(String name) {
        return new JsonException(JsonException.Reason.MISSING, path(name),
                "Missing required parameter: '" + path(name) + "'.");
    }

    public JsonException notAllowed(String name, String why) {
        return new JsonException(JsonException.Reason.NOT_ALLOWED, path(name),
                "Invalid value for '" + path(name) + "': " + why);
    }

    public JsonException illTyped(String name, String expected, JsonNode found) {
        return new JsonException(JsonException.Reason.ILL_TYPED, path(name),
                "Invalid type for '" + path(name) + "': expected " + expected + ", but got " + kind(found)
                        + " instead.");
    }

    private Fields child(JsonNode value, String name) {
        if (value instanceof ObjectNode object) {
            return new Fields(object, path(name), eitherCase);
        }
        throw illTyped(name, "an object", value);
    }

    private @Nullable JsonNode take(String name) {
        JsonNode value = struck(name);
        if (eitherCase) {
            JsonNode other = struck(snake(name));
            value = value == null ? other : value;
        }
        return said(value);
    }

    /** Most fields that are asked for are not there. */
    private @Nullable JsonNode struck(String name) {
        JsonNode value = node.get(name);
        if (value != null) {
            read.add(name);
        }
        return value;
    }

    private @Nullable JsonNode peek(String name) {
        JsonNode value = node.get(name);
        return said(value == null && eitherCase ? node.get(snake(name)) : value);
    }

    private static @Nullable JsonNode said(@Nullable JsonNode value) {
        return value == null || value.isNull() ? null : value;
    }

    private static String snake(String camel) {
        return SNAKES.computeIfAbsent(camel, Fields::snakeOf);
    }

    private static String snakeOf(String camel) {
        var snake = new StringBuilder(camel.length() + 4);
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_').append(Character.toLowerCase(c));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    private static String kind(JsonNode found) {
        return switch (found.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "a string";
            case NUMBER -> found.isIntegralNumber() ? "an integer" : "a number";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING -> found.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
