package dev.pollux.schema;

import dev.pollux.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Schemas within the rules of one target, as its own clients would send them, from a seed. */
final class NativeSchemas {
    private final SchemaTarget target;
    private final SplittableRandom random;

    NativeSchemas(SchemaTarget target, long seed) {
        this.target = target;
        this.random = new SplittableRandom(seed);
    }

    ObjectNode next() {
        ObjectNode root = object(3);
        boolean references = target != SchemaTarget.GEMINI_SCHEMA;
        if (references && root.get("properties") instanceof ObjectNode properties && random.nextBoolean()) {
            properties.putObject("first").put("$ref", "#/$defs/Node");
            ObjectNode node = object(1);
            if (node.get("properties") instanceof ObjectNode inner) {
                ArrayNode branches = inner.putObject("next").putArray("anyOf");
                branches.addObject().put("$ref", random.nextBoolean() ? "#/$defs/Node" : "#");
                branches.addObject().put("type", "null");
            }
            root.putObject("$defs").set("Node", node);
            if (target == SchemaTarget.OPENAI_STRICT) {
                close(root);
                close(node);
            }
        }
        return root;
    }

    private ObjectNode schema(int depth) {
        ObjectNode schema = switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> text();
            case 1 -> number("number");
            case 2 -> number("integer");
            case 3 -> type("boolean");
            case 4 -> enumeration();
            case 5 -> object(depth - 1);
            case 6 -> list(depth - 1);
            default -> union(depth - 1);
        };
        if (random.nextInt(3) == 0) {
            schema.put("description", "what it is");
        }
        return schema;
    }

    private ObjectNode text() {
        ObjectNode schema = type("string");
        switch (target) {
            case GEMINI -> schema.put("format", "uri");
            case GEMINI_SCHEMA -> schema.put("format", "date-time").put("minLength", 1).put("pattern", "^a");
            case OPENAI_STRICT -> schema.put("format", "email").put("pattern", "^a");
            case MOONSHOT -> schema.put("maxLength", 5).put("default", "a");
            case PLAIN, ANTHROPIC -> schema.put("$comment", "c").put("format", "own").put("const", "a");
        }
        return orNull(schema);
    }

    private ObjectNode number(String type) {
        ObjectNode schema = type(type).put("minimum", 1);
        switch (target) {
            case GEMINI, GEMINI_SCHEMA -> schema.put("format", type.equals("integer") ? "int64" : "double");
            case OPENAI_STRICT -> schema.put("multipleOf", 2).put("exclusiveMaximum", 9);
            case MOONSHOT -> schema.put("maximum", 9);
            case PLAIN, ANTHROPIC -> schema.putObject("not").put("minimum", 7);
        }
        return orNull(schema);
    }

    private ObjectNode enumeration() {
        boolean texts = random.nextBoolean();
        ObjectNode schema = type(texts ? "string" : "integer");
        ArrayNode members = schema.putArray("enum");
        if (texts) {
            members.add("x").add("y");
        } else if (target == SchemaTarget.GEMINI_SCHEMA) {
            members.add("101").add("201");
            schema.put("format", "enum");
        } else {
            members.add(1).add(2);
        }
        return schema;
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = type("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (String name : List.of("type", "items", "const", "properties")) {
            properties.set(name, schema(depth));
            if (random.nextBoolean()) {
                required.add(name);
            }
        }
        switch (target) {
            case OPENAI_STRICT -> close(schema);
            case GEMINI, MOONSHOT -> schema.set("additionalProperties", schema(0));
            case GEMINI_SCHEMA -> schema.putArray("propertyOrdering").add("const").add("type");
            case PLAIN, ANTHROPIC -> {
                schema.putObject("patternProperties").put("^x", true);
                schema.putArray("examples").addObject();
            }
        }
        return schema;
    }

    private static void close(ObjectNode schema) {
        schema.put("additionalProperties", false);
        ArrayNode required = schema.putArray("required");
        schema.get("properties").properties().forEach(property -> required.add(property.getKey()));
    }

    private ObjectNode list(int depth) {
        ObjectNode schema = type("array").put("minItems", 1);
        schema.set("items", schema(depth));
        if (target == SchemaTarget.GEMINI) {
            schema.putArray("prefixItems").add(schema(depth));
        }
        return orNull(schema);
    }

    private ObjectNode union(int depth) {
        ObjectNode schema = Json.object();
        boolean oneOf = target == SchemaTarget.PLAIN || target == SchemaTarget.ANTHROPIC
                || target == SchemaTarget.GEMINI;
        schema.putArray(oneOf && random.nextBoolean() ? "oneOf" : "anyOf")
                .add(type("boolean"))
                .add(object(depth))
                .add(enumeration());
        return schema;
    }

    private ObjectNode orNull(ObjectNode schema) {
        if (random.nextInt(3) > 0) {
            return schema;
        }
        if (target == SchemaTarget.GEMINI_SCHEMA) {
            return schema.put("nullable", true);
        }
        String type = schema.get("type").stringValue();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    private ObjectNode type(String type) {
        return Json.object().put("type", target == SchemaTarget.GEMINI_SCHEMA ? type.toUpperCase(Locale.ROOT) : type);
    }
}
