package dev.pollux.schema;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of a schema: spelt as JSON Schema spells them, with null as one of them. */
final class Types {
    /** In the order in which a list of all is written. */
    static final List<String> ALL = List.of("string", "number", "integer", "boolean", "object", "array", "null");

    private static final Map<String, String> ALIASES = Map.ofEntries(Map.entry("str", "string"),
            Map.entry("text", "string"), Map.entry("int", "integer"), Map.entry("long", "integer"),
            Map.entry("float", "number"), Map.entry("double", "number"), Map.entry("decimal", "number"),
            Map.entry("bool", "boolean"), Map.entry("list", "array"), Map.entry("tuple", "array"),
            Map.entry("dict", "object"), Map.entry("map", "object"), Map.entry("none", "null"));
    private static final Set<String> NO_TYPE = Set.of("any", "type_unspecified", "mixed");
    private static final Map<String, List<String>> SIGNS = Map.of("object",
            List.of("properties", "required", "additionalProperties", "patternProperties", "minProperties",
                    "maxProperties"),
            "array", List.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems"), "string",
            List.of("minLength", "maxLength", "pattern"), "number",
            List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"));

    private static final List<String> CONTAINERS = List.of("properties", "items", "prefixItems");

    private Types() {}

    static void repair(ObjectNode schema, Compilation run) {
        JsonNode type = schema.get("type");
        if (type != null) {
            Keywords.setTypes(schema, spelt(type, run));
        }
        nullable(schema);
        members(schema);
        if (!run.has(Rules.Trait.ALL_KEYWORDS)) {
            infer(schema, false);
        }
    }

    /**
     * Gives a schema the type that its keywords speak of, or the types of its members, if it has none.
     *
     * @param always also where it is not an object or an array
     */
    static void infer(ObjectNode schema, boolean always) {
        boolean open = !always || schema.has("anyOf") || schema.has("oneOf");
        if (schema.has("type") || schema.has("$ref") || (open && CONTAINERS.stream().noneMatch(schema::has))) {
            return;
        }
        if (schema.has("const")) {
            schema.put("type", kind(schema.get("const")));
            return;
        }
        if (schema.get("enum") instanceof ArrayNode members) {
            var kinds = new LinkedHashSet<String>();
            members.forEach(member -> kinds.add(kind(member)));
            Keywords.setTypes(schema, List.copyOf(kinds));
            return;
        }
        for (String type : List.of("object", "array", "string", "number")) {
            if (SIGNS.getOrDefault(type, List.of()).stream().anyMatch(schema::has)) {
                schema.put("type", type);
                return;
            }
        }
        if (schema.has("format")) {
            schema.put("type", "string");
        }
    }

    /** Whether a list does not say what is in it; a list of types may leave that open where it stands for any value. */
    static boolean lacksItems(ObjectNode schema, Compilation run) {
        List<String> types = Keywords.types(schema);
        boolean open = run.rules().lists() == Rules.Lists.ANY_WITHOUT_ENUM
                && types.stream().filter(type -> !type.equals("null")).count() > 1;
        return types.contains("array") && !open && !schema.has("items") && !schema.has("prefixItems");
    }

    /** The type of a value; a whole number is an integer. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING, BINARY -> "string";
            case NUMBER -> Numbers.exact(value).filter(Numbers::isWhole).isPresent() ? "integer" : "number";
            case BOOLEAN -> "boolean";
            case OBJECT, POJO -> "object";
            case ARRAY -> "array";
            case NULL, MISSING -> "null";
        };
    }

    /** Whether a value is of a type. */
    static boolean fits(JsonNode value, String type) {
        String kind = kind(value);
        return kind.equals(type) || (kind.equals("integer") && type.equals("number"));
    }

    /** Makes a repaired or fitted schema accept null too. */
    static ObjectNode orNull(ObjectNode schema) {
        if (schema.has("const") && !schema.get("const").isNull()) {
            JsonNode constant = schema.remove("const");
            schema.set("enum", Json.array().add(constant));
        }
        List<String> types = Keywords.types(schema);
        if (!types.isEmpty()) {
            if (!types.contains("null")) {
                var more = new ArrayList<>(types);
                more.add("null");
                Keywords.setTypes(schema, more);
            }
            addNullMember(schema);
        } else if (schema.get("anyOf") instanceof ArrayNode branches) {
            addNullBranch(branches);
        } else if (schema.get("oneOf") instanceof ArrayNode branches) {
            addNullBranch(branches);
        } else if (schema.has("enum")) {
            addNullMember(schema);
        } else if (schema.has("$ref") || schema.has("allOf")) {
            ObjectNode union = Json.object();
            ObjectNode branch = Json.object();
            for (Map.Entry<String, JsonNode> field : schema.properties()) {
                boolean outside = Keywords.NOTES.contains(field.getKey())
                        || Keywords.DEFINITIONS.contains(field.getKey());
                (outside ? union : branch).set(field.getKey(), field.getValue());
            }
            addNullBranch(union.putArray("anyOf").add(branch));
            return union;
        }
        return schema;
    }

    private static void addNullMember(ObjectNode schema) {
        if (schema.get("enum") instanceof ArrayNode members && members.valueStream().noneMatch(JsonNode::isNull)) {
            members.addNull();
        }
    }

    private static void addNullBranch(ArrayNode branches) {
        for (JsonNode branch : branches) {
            if (branch instanceof ObjectNode object && Keywords.types(object).contains("null")) {
                return;
            }
        }
        branches.addObject().put("type", "null");
    }

    private static void nullable(ObjectNode schema) {
        JsonNode nullable = schema.remove("nullable");
        if (nullable != null && nullable.asBoolean(false)) {
            ObjectNode result = orNull(schema);
            if (!result.equals(schema)) {
                schema.removeAll();
                schema.setAll(result);
            }
        }
    }

    /** Values that are written as texts beside a number type, or as numbers beside the type string. */
    static void members(ObjectNode schema) {
        List<String> types = Keywords.types(schema).stream().filter(type -> !type.equals("null")).toList();
        if (types.size() != 1) {
            return;
        }
        if (schema.has("const")) {
            schema.set("const", ofType(schema.get("const"), types.getFirst()));
        }
        if (schema.get("enum") instanceof ArrayNode members) {
            ArrayNode distinct = Json.array();
            var seen = new HashSet<JsonNode>();
            for (JsonNode member : members) {
                JsonNode spelt = ofType(member, types.getFirst());
                if (seen.add(spelt)) {
                    distinct.add(spelt);
                }
            }
            schema.set("enum", distinct);
        }
    }

    private static JsonNode ofType(JsonNode value, String type) {
        if (type.equals("string") && (value.isNumber() || value.isBoolean())) {
            return Json.array().add(value.asString()).get(0);
        }
        if (value.isString() && (type.equals("integer") || type.equals("number"))) {
            Optional<BigDecimal> number = Numbers.exact(value.stringValue());
            if (number.isPresent() && (type.equals("number") || Numbers.isWhole(number.get()))) {
                return Numbers.node(number.get());
            }
        }
        return value;
    }

    private static List<String> spelt(JsonNode type, Compilation run) {
        var types = new ArrayList<String>();
        for (JsonNode word : type.isArray() ? type : Json.array().add(type)) {
            String lower = word.isString() ? word.stringValue().toLowerCase(Locale.ROOT) : "";
            String known = ALIASES.getOrDefault(lower, lower);
            if (NO_TYPE.contains(known)) {
                return List.of();
            }
            if (!ALL.contains(known)) {
                run.lose("type");
            } else if (!types.contains(known)) {
                types.add(known);
            }
        }
        return types;
    }
}
