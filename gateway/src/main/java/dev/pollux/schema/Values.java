package dev.pollux.schema;

import dev.pollux.json.Json;
import dev.pollux.schema.Rules.Lists;
import dev.pollux.schema.Rules.Members;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists of types, {@code const} and {@code enum}: what a target does not take in one schema becomes a union. */
final class Values {
    private static final Map<String, Set<String>> OF_TYPE = Map.of("string",
            Set.of("minLength", "maxLength", "pattern", "format"), "number",
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"), "integer",
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"), "object",
            Set.of("properties", "required", "additionalProperties", "minProperties", "maxProperties",
                    "propertyOrdering", "patternProperties"),
            "array", Set.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems"));

    private static final Set<String> OF_NUMBERS = Set.of("int32", "int64", "float", "double");

    private final Compilation run;

    Values(Compilation run) {
        this.run = run;
    }

    /** A constant is an enumeration of one. */
    void constant(ObjectNode schema) {
        if (schema.has("const") && !run.rules().takes("const")) {
            JsonNode constant = schema.remove("const");
            schema.set("enum", Json.array().add(constant));
        }
    }

    ObjectNode split(ObjectNode schema) {
        if (isTaken(schema)) {
            return schema;
        }
        if (schema.has("anyOf") || schema.has("oneOf")) {
            return beside(schema);
        }
        Map<String, ArrayNode> alternatives = alternatives(schema);
        if (alternatives.isEmpty()) {
            Hints.drop(schema, "enum", schema.path("enum"), run);
            return split(schema);
        }
        boolean nullable = alternatives.containsKey("null") && alternatives.size() > 1;
        if (nullable && alternatives.size() == 2 && (!schema.has("enum") || run.has(Trait.OPENAPI))) {
            alternatives.remove("null");
            ObjectNode only = alternative(schema, alternatives.entrySet().iterator().next(), true);
            return run.has(Trait.OPENAPI) ? only.put("nullable", true) : Types.orNull(only);
        }
        if (alternatives.size() == 1) {
            return alternative(schema, alternatives.entrySet().iterator().next(), true);
        }
        ObjectNode union = Json.object();
        for (Map.Entry<String, JsonNode> field : schema.properties()) {
            if (Keywords.NOTES.contains(field.getKey()) || field.getKey().startsWith("$")) {
                union.set(field.getKey(), field.getValue());
            }
        }
        ArrayNode branches = union.putArray("anyOf");
        for (Map.Entry<String, ArrayNode> type : alternatives.entrySet()) {
            if (type.getKey().equals("null") && run.has(Trait.OPENAPI)) {
                union.put("nullable", true);
            } else {
                branches.add(alternative(schema, type, false));
            }
        }
        return union;
    }

    /** Takes away what speaks of other types than the schema's own: it binds nobody, and some vendors refuse it. */
    static void dropForeign(ObjectNode schema) {
        List<String> types = Keywords.types(schema);
        if (types.isEmpty()) {
            return;
        }
        if (types.equals(List.of("null"))) {
            schema.remove("nullable");
        }
        OF_TYPE.forEach((_, words) -> words.forEach(word -> {
            if (types.stream().noneMatch(type -> OF_TYPE.getOrDefault(type, Set.of()).contains(word))) {
                schema.remove(word);
            }
        }));
        String format = schema.path("format").asString("");
        if (types.stream().noneMatch(type -> isOf(type, format))) {
            schema.remove("format");
        }
    }

    private static boolean isOf(String type, String format) {
        boolean number = type.equals("number") || type.equals("integer");
        return format.equals("enum") || (number ? OF_NUMBERS.contains(format) : !OF_NUMBERS.contains(format));
    }

    private boolean isTaken(ObjectNode schema) {
        List<String> types = Keywords.types(schema);
        boolean nullable = types.size() == 2 && types.contains("null");
        boolean list = switch (run.rules().lists()) {
            case ANY -> true;
            case ANY_WITHOUT_ENUM -> types.size() < 2 || nullable || !schema.has("enum");
            case ONE_AND_NULL -> types.size() < 2 || nullable;
            case NONE -> types.size() < 2;
        };
        if (!list || !schema.has("enum")) {
            return list;
        }
        ArrayNode members = (ArrayNode) schema.get("enum");
        Members taken = run.rules().members();
        if (taken == Members.ONE_KIND && types.isEmpty()) {
            return false;
        }
        return members.valueStream().allMatch(member -> switch (taken) {
            case ANY -> true;
            case TEXTS_AND_NUMBERS -> (member.isString() || member.isNumber())
                    && (types.isEmpty() || types.stream().anyMatch(type -> Types.fits(member, type)));
            case ONE_KIND -> (member.isString() || member.isNumber()) && Types.fits(member, notNull(types));
            case TEXTS -> false;
        });
    }

    private static String notNull(List<String> types) {
        return types.getFirst().equals("null") ? types.getLast() : types.getFirst();
    }

    /** Each type that the schema allows, with its members; without members where there is no enumeration of it. */
    private Map<String, ArrayNode> alternatives(ObjectNode schema) {
        List<String> types = Keywords.types(schema);
        Map<String, ArrayNode> alternatives = new LinkedHashMap<>();
        if (!(schema.get("enum") instanceof ArrayNode members)) {
            boolean number = types.contains("number");
            types.stream()
                    .filter(type -> !(type.equals("integer") && number))
                    .forEach(type -> alternatives.put(type, Json.array()));
            return alternatives;
        }
        for (JsonNode member : members) {
            String type = types.isEmpty()
                    ? Types.kind(member)
                    : types.stream().filter(name -> Types.fits(member, name)).findFirst().orElse("");
            if (!type.isEmpty()) {
                alternatives.computeIfAbsent(type, _ -> Json.array()).add(member);
            }
        }
        return alternatives;
    }

    private ObjectNode alternative(ObjectNode schema, Map.Entry<String, ArrayNode> type, boolean alone) {
        Set<String> own = OF_TYPE.getOrDefault(type.getKey(), Set.of());
        ObjectNode result = Json.object();
        for (Map.Entry<String, JsonNode> field : schema.properties()) {
            boolean note = Keywords.NOTES.contains(field.getKey()) || field.getKey().startsWith("$");
            if (own.contains(field.getKey()) || (note && alone)) {
                result.set(field.getKey(), field.getValue().deepCopy());
            }
        }
        result.put("type", type.getKey());
        if (!type.getValue().isEmpty() && !type.getKey().equals("null")) {
            members(result, type.getKey(), type.getValue());
        }
        dropForeign(result);
        if (Types.lacksItems(result, run)) {
            result.set("items", Json.object());
        }
        return result;
    }

    private void members(ObjectNode schema, String type, ArrayNode members) {
        if (type.equals("boolean") && members.size() == 2) {
            return;
        }
        ArrayNode taken = Json.array();
        for (JsonNode member : members) {
            boolean text = member.isString() && !(run.rules().members() == Members.TEXTS
                    && member.stringValue().isEmpty());
            if (text || (member.isNumber() && run.rules().members() != Members.TEXTS)) {
                taken.add(member);
            } else if (type.equals("integer") && member.isNumber()) {
                taken.add(Json.text(Numbers.exact(member).map(Numbers::whole).orElse(member)));
            }
        }
        if (taken.isEmpty()) {
            Hints.drop(schema, "enum", members, run);
            return;
        }
        run.loseIf(taken.size() < members.size(), "enum");
        schema.set("enum", taken);
        if (type.equals("integer") && run.has(Trait.OPENAPI)) {
            schema.put("format", "enum");
        }
    }

    /** Beside a union there is no place for another one: what is not taken goes. */
    private ObjectNode beside(ObjectNode schema) {
        if (schema.has("enum")) {
            Hints.drop(schema, "enum", schema.get("enum"), run);
        }
        if (run.rules().lists() == Lists.ONE_AND_NULL && Keywords.types(schema).size() > 1) {
            Hints.drop(schema, "type", schema.get("type"), run);
            Types.infer(schema, false);
        }
        return schema;
    }
}
