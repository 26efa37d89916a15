package dev.pollux.schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What each vendor refuses in a schema, written from the vendors' rules and from nothing in the compiler. */
final class AcceptedBy {
    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "object", "array",
            "null");
    private static final Map<SchemaTarget, Set<String>> WORDS = Map.of(SchemaTarget.GEMINI,
            words("$id $defs $ref $anchor type format title description enum items prefixItems minItems maxItems minimum"
                    + " maximum anyOf oneOf properties additionalProperties required propertyOrdering"),
            SchemaTarget.GEMINI_SCHEMA,
            words("type format title description nullable enum items minItems maxItems properties required minProperties"
                    + " maxProperties minLength maxLength pattern minimum maximum anyOf propertyOrdering default example"),
            SchemaTarget.OPENAI_STRICT,
            words("$defs $ref type format title description enum const items minItems maxItems minimum maximum"
                    + " exclusiveMinimum exclusiveMaximum multipleOf pattern anyOf properties additionalProperties"
                    + " required"),
            SchemaTarget.MOONSHOT,
            words("type properties required additionalProperties items anyOf enum $defs $ref $id title description"
                    + " default minLength maxLength minimum maximum minItems maxItems"));

    private final SchemaTarget target;
    private final JsonNode root;
    private final List<String> faults = new ArrayList<>();

    private AcceptedBy(SchemaTarget target, JsonNode root) {
        this.target = target;
        this.root = root;
    }

    /** What the vendor would complain of, each with its place; empty if the schema is accepted. */
    static List<String> faults(ObjectNode schema, SchemaTarget target) {
        var check = new AcceptedBy(target, schema);
        check.root(schema);
        check.schema(schema, "#", 1);
        if (target == SchemaTarget.GEMINI) {
            check.cycles(schema);
        }
        return check.faults;
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    private void root(ObjectNode schema) {
        boolean object = schema.path("type").asString("").equalsIgnoreCase("object");
        boolean union = Stream.of("anyOf", "oneOf", "allOf").anyMatch(schema::has);
        switch (target) {
            case PLAIN, GEMINI -> {
            }
            case GEMINI_SCHEMA, OPENAI_STRICT, ANTHROPIC, MOONSHOT -> {
                fault(!object, "#", "type of the root");
                fault(union, "#", "union at the root");
            }
        }
    }

    private void schema(JsonNode node, String at, int depth) {
        if (!(node instanceof ObjectNode schema)) {
            fault(!isSchema(node) && !(node.isBoolean() && at.endsWith("/additionalProperties")), at, "no schema");
            return;
        }
        Set<String> known = WORDS.get(target);
        schema.properties().forEach(field -> fault(known != null && !known.contains(field.getKey()), at,
                "unknown " + field.getKey()));
        types(schema, at);
        reference(schema, at);
        switch (target) {
            case PLAIN -> {
            }
            case ANTHROPIC -> standard(schema, at);
            case GEMINI -> gemini(schema, at);
            case GEMINI_SCHEMA -> openApi(schema, at);
            case OPENAI_STRICT -> strict(schema, at, depth);
            case MOONSHOT -> moonshot(schema, at, depth);
        }
        for (String map : List.of("properties", "$defs", "definitions", "patternProperties")) {
            schema.path(map)
                    .properties()
                    .forEach(entry -> schema(entry.getValue(), at + "/" + map + "/" + entry.getKey(),
                            map.equals("$defs") ? 2 : depth + 1));
        }
        for (String list : List.of("anyOf", "oneOf", "allOf", "prefixItems")) {
            fault(schema.has(list) && (!schema.get(list).isArray() || schema.get(list).isEmpty()), at, list + " empty");
            for (int i = 0; i < schema.path(list).size(); i++) {
                schema(schema.get(list).get(i), at + "/" + list + "/" + i, depth + 1);
            }
        }
        for (String single : List.of("items", "additionalProperties", "not", "contains", "propertyNames")) {
            if (schema.has(single)) {
                schema(schema.get(single), at + "/" + single, depth + 1);
            }
        }
    }

    private void types(ObjectNode schema, String at) {
        JsonNode type = schema.path("type");
        List<String> types = new ArrayList<>();
        (type.isArray() ? type.valueStream() : Stream.of(type)).forEach(word -> types.add(word.asString("")));
        if (type.isMissingNode()) {
            return;
        }
        boolean capitals = target == SchemaTarget.GEMINI_SCHEMA;
        types.forEach(word -> fault(
                !TYPES.contains(capitals ? word.toLowerCase(Locale.ROOT) : word)
                        || (capitals && !word.equals(word.toUpperCase(Locale.ROOT))),
                at, "type " + word));
        boolean open = target == SchemaTarget.MOONSHOT
                && types.stream().filter(word -> !word.equals("null")).count() > 1;
        fault(types.stream().anyMatch(word -> word.equalsIgnoreCase("array")) && !open && !schema.has("items")
                && !schema.has("prefixItems"), at, "array without items");
        fault(type.isArray() && new HashSet<>(types).size() < types.size(), at, "type twice");
    }

    private void reference(ObjectNode schema, String at) {
        if (!schema.has("$ref")) {
            return;
        }
        String reference = schema.get("$ref").asString("");
        boolean found = reference.equals("#")
                || root.toString().contains("\"$anchor\":\"" + reference.substring(1) + "\"")
                || (reference.startsWith("#/") && isSchema(root.at(reference.substring(1))));
        fault(!found, at, "dangling " + reference);
        Set<String> beside = switch (target) {
            case GEMINI, OPENAI_STRICT -> Set.of("$ref", "$id", "$defs", "$anchor");
            case MOONSHOT -> Set.of("$ref", "$defs", "title", "description");
            case PLAIN, ANTHROPIC, GEMINI_SCHEMA -> Set.of();
        };
        if (!beside.isEmpty()) {
            schema.properties().forEach(field -> fault(!beside.contains(field.getKey()), at,
                    field.getKey() + " beside $ref"));
            fault(!reference.equals("#") && !reference.matches("#/\\$defs/[^/]+"), at, "reference " + reference);
        }
    }

    private boolean isSchema(JsonNode node) {
        boolean plain = target == SchemaTarget.PLAIN || target == SchemaTarget.ANTHROPIC;
        return node.isContainer() || (plain && node.isBoolean());
    }

    private void standard(ObjectNode schema, String at) {
        fault(schema.path("items").isArray(), at, "list of items");
        fault(schema.path("exclusiveMinimum").isBoolean(), at, "boolean exclusiveMinimum");
        fault(schema.path("exclusiveMaximum").isBoolean(), at, "boolean exclusiveMaximum");
        for (String word : List.of("minLength", "maxLength", "minItems", "maxItems", "minProperties")) {
            fault(schema.has(word) && !schema.get(word).isIntegralNumber(), at, word);
        }
        fault(schema.has("required") && !schema.get("required").isArray(), at, "required");
        fault(schema.has("properties") && !schema.get("properties").isObject(), at, "properties");
        fault(schema.has("enum") && (!schema.get("enum").isArray() || schema.get("enum").isEmpty()), at, "enum");
    }

    private void gemini(ObjectNode schema, String at) {
        standard(schema, at);
        fault(members(schema).anyMatch(member -> !member.isString() && !member.isNumber()), at, "enum");
        JsonNode type = schema.path("type");
        fault(type.isArray() && (type.size() > 2 || type.valueStream().noneMatch(t -> t.asString("").equals("null"))),
                at, "list of types");
        required(schema, at);
    }

    private void openApi(ObjectNode schema, String at) {
        fault(!schema.path("type").isString() && !schema.has("anyOf"), at, "no type");
        fault(schema.has("type") && schema.has("anyOf"), at, "type beside anyOf");
        fault(members(schema).anyMatch(member -> !member.isString() || member.stringValue().isEmpty()), at, "enum");
        fault(schema.has("properties") && !schema.path("type").asString("").equals("OBJECT"), at, "properties");
        fault(schema.has("enum") && schema.get("enum").isEmpty(), at, "enum empty");
        fault(schema.path("type").asString("").equals("INTEGER") && schema.has("enum")
                && !schema.path("format").asString("").equals("enum"), at, "enum of integers");
        fault(schema.path("properties").isObject() && schema.get("properties").isEmpty(), at, "properties empty");
        fault(schema.path("type").asString("").equals("STRING") && schema.has("format")
                && !Set.of("enum", "date-time").contains(schema.get("format").asString("")), at, "format");
        required(schema, at);
    }

    private void strict(ObjectNode schema, String at, int depth) {
        fault(depth > 10, at, "too deep");
        fault(!schema.has("type") && !schema.has("anyOf") && !schema.has("$ref"), at, "no type");
        boolean object = schema.path("type").asString("").equals("object")
                || schema.path("type").valueStream().anyMatch(type -> type.asString("").equals("object"));
        if (object) {
            fault(schema.path("additionalProperties").asBoolean(true), at, "additionalProperties");
            var names = new HashSet<String>();
            schema.path("required").forEach(name -> names.add(name.asString("")));
            var properties = new HashSet<String>();
            schema.path("properties").properties().forEach(property -> properties.add(property.getKey()));
            fault(!names.equals(properties), at, "required " + names + " of " + properties);
        }
        Set<String> formats = words("date-time time date duration email hostname ipv4 ipv6 uuid");
        fault(schema.has("format") && !formats.contains(schema.get("format").asString("")), at, "format");
    }

    private void moonshot(ObjectNode schema, String at, int depth) {
        fault(depth > 30, at, "too deep");
        boolean alone = schema.has("anyOf") || schema.has("$ref");
        fault(!schema.has("type") && !alone, at, "type is not defined");
        fault(schema.has("type") && alone, at, "type beside union");
        Set<String> beside = words("anyOf $ref description title $defs");
        if (alone) {
            schema.properties().forEach(field -> fault(!beside.contains(field.getKey()), at, field.getKey()
                    + " beside union"));
        }
        fault(members(schema).map(member -> member.isString() ? "string" : member.isNumber() ? "number" : "other")
                .distinct()
                .count() > 1, at, "enum of several kinds");
        fault(members(schema).anyMatch(member -> !member.isString() && !member.isNumber()), at, "enum");
        JsonNode type = schema.path("type");
        fault(schema.has("enum") && type.isArray()
                && (type.size() != 2 || type.valueStream().noneMatch(word -> word.asString("").equals("null"))), at,
                "list of types beside enum");
        fault(schema.path("items").isArray(), at, "list of items");
        Set<String> bad = words("$defs $ref anyOf required additionalProperties");
        schema.path("properties").properties().forEach(property -> fault(bad.contains(property.getKey()), at,
                "name " + property.getKey()));
        required(schema, at);
    }

    private void required(ObjectNode schema, String at) {
        schema.path("required").forEach(name -> fault(!schema.path("properties").has(name.asString("")), at,
                "required names " + name));
    }

    private static Stream<JsonNode> members(ObjectNode schema) {
        return schema.path("enum").valueStream();
    }

    /** A cyclic reference may only be used within a property that is not required. */
    private void cycles(ObjectNode schema) {
        var uses = new HashMap<String, Set<String>>();
        var bound = new HashMap<String, Set<String>>();
        var main = schema.deepCopy();
        main.remove("$defs");
        uses(main, "#", false, uses, bound);
        schema.path("$defs").properties().forEach(entry -> uses(entry.getValue(), "#/$defs/" + entry.getKey(), false,
                uses, bound));
        bound.forEach((home, targets) -> targets.forEach(used -> fault(reach(used, uses).contains(home), home,
                "cycle by " + used)));
    }

    private static Set<String> reach(String from, Map<String, Set<String>> uses) {
        var reached = new HashSet<String>(Set.of(from));
        while (true) {
            var more = new HashSet<>(reached);
            reached.forEach(home -> more.addAll(uses.getOrDefault(home, Set.of())));
            if (more.equals(reached)) {
                return reached;
            }
            reached = more;
        }
    }

    private static void uses(JsonNode node, String home, boolean optional, Map<String, Set<String>> uses,
            Map<String, Set<String>> bound) {
        if (!node.isObject()) {
            return;
        }
        if (node.path("$ref").isString()) {
            uses.computeIfAbsent(home, _ -> new HashSet<>()).add(node.get("$ref").stringValue());
            if (!optional) {
                bound.computeIfAbsent(home, _ -> new HashSet<>()).add(node.get("$ref").stringValue());
            }
        }
        node.path("properties").properties().forEach(property -> {
            boolean required = node.path("required").valueStream().anyMatch(name -> name.asString("")
                    .equals(property.getKey()));
            uses(property.getValue(), home, !required, uses, bound);
        });
        for (String word : List.of("items", "additionalProperties")) {
            uses(node.path(word), home, optional, uses, bound);
        }
        for (String word : List.of("anyOf", "oneOf", "prefixItems")) {
            node.path(word).forEach(child -> uses(child, home, optional, uses, bound));
        }
    }

    private void fault(boolean present, String at, String what) {
        if (present) {
            faults.add(at + ": " + what);
        }
    }
}
