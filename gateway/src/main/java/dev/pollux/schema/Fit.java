package dev.pollux.schema;

import dev.pollux.json.Json;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Fits each schema, from the leaves to the root, to what a target takes at one place. */
final class Fit {
    private final Compilation run;
    private final Values values;
    private final Objects objects;

    Fit(Compilation run) {
        this.run = run;
        this.values = new Values(run);
        this.objects = new Objects(run);
    }

    ObjectNode apply(ObjectNode schema) {
        Keywords.replaceChildren(schema, (_, child) -> apply(child));
        values.constant(schema);
        tuple(schema);
        union(schema);
        Types.infer(schema, run.has(Trait.TYPED));
        Types.members(schema);
        Numbers.include(schema, run);
        format(schema);
        for (Map.Entry<String, JsonNode> field : List.copyOf(schema.properties())) {
            if (!run.rules().takes(field.getKey())) {
                Hints.drop(schema, field.getKey(), field.getValue(), run);
            }
        }
        objects.fit(schema);
        ObjectNode fitted = values.split(schema);
        Values.dropForeign(fitted);
        if (Types.lacksItems(fitted, run)) {
            fitted.set("items", Json.object());
        }
        if (run.has(Trait.UNIONS_APART) && fitted.has("anyOf")) {
            fitted.properties().removeIf(field -> !field.getKey().equals("anyOf") && !field.getKey().startsWith("$")
                    && !run.rules().besideUnion().contains(field.getKey()));
        }
        return fitted;
    }

    /** A union with a branch that takes everything is none; one with null is a flag in OpenAPI. */
    private ObjectNode union(ObjectNode schema) {
        Unions.dropVacuous(schema);
        if (schema.get("anyOf") instanceof ArrayNode branches && run.has(Trait.OPENAPI)) {
            nullFlag(schema, branches);
        }
        if (schema.get("anyOf") instanceof ArrayNode branches && branches.size() == 1 && run.has(Trait.OPENAPI)) {
            schema.remove("anyOf");
            ((ObjectNode) branches.get(0)).properties().forEach(field -> {
                if (!schema.has(field.getKey())) {
                    schema.set(field.getKey(), field.getValue());
                }
            });
        }
        return schema;
    }

    private static void nullFlag(ObjectNode schema, ArrayNode branches) {
        int before = branches.size();
        for (int i = before - 1; i >= 0 && branches.size() > 1; i--) {
            if (branches.get(i).path("type").asString("").equals("null")) {
                branches.remove(i);
            }
        }
        if (branches.size() < before) {
            schema.put("nullable", true);
        }
    }

    private void tuple(ObjectNode schema) {
        if (!(schema.get("prefixItems") instanceof ArrayNode entries) || run.rules().takes("prefixItems")) {
            return;
        }
        run.lose("prefixItems");
        schema.remove("prefixItems");
        var kinds = new LinkedHashSet<JsonNode>();
        entries.forEach(kinds::add);
        if (schema.has("items") && schema.path("maxItems").asInt(Integer.MAX_VALUE) > entries.size()) {
            kinds.add(schema.get("items"));
        }
        if (kinds.size() == 1) {
            schema.set("items", kinds.getFirst());
        } else {
            ObjectNode union = Json.object();
            union.set("anyOf", Json.array().addAll(kinds));
            schema.set("items", union(union));
        }
    }

    private void format(ObjectNode schema) {
        if (!schema.path("format").isString()) {
            return;
        }
        String format = schema.get("format").stringValue();
        if (format.equals("enum")) {
            if (!run.has(Trait.OPENAPI) || !schema.has("enum")) {
                schema.remove("format");
            }
        } else if (!run.rules().takesFormat(format)) {
            Hints.drop(schema, "format", schema.get("format"), run);
        }
    }
}
