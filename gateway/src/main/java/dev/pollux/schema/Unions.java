package dev.pollux.schema;

import dev.pollux.json.Json;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Unions where a target wants none, or wants them to stand by themselves. */
final class Unions {
    private static final List<String> WORDS = List.of("anyOf", "oneOf");

    private final Compilation run;
    private final References references;

    Unions(Compilation run, References references) {
        this.run = run;
        this.references = references;
    }

    /** Takes away a union with a branch that accepts everything. */
    static void dropVacuous(ObjectNode schema) {
        for (String word : WORDS) {
            if (schema.get(word) instanceof ArrayNode branches
                    && branches.valueStream().anyMatch(Keywords::isAny)) {
                schema.remove(word);
            }
        }
    }

    /** Makes the root an object without a union: the properties of all branches, of which all require what each does. */
    ObjectNode objectRoot(ObjectNode schema) {
        ObjectNode root = schema;
        for (String word : WORDS) {
            if (root.remove(word) instanceof ArrayNode branches) {
                ObjectNode merged = gather(branches);
                run.lose(word);
                root = references.merge().both(root, merged, 1);
            }
        }
        List<String> types = Keywords.types(root);
        if (types.equals(List.of("object"))) {
            return root;
        }
        if (types.isEmpty() || types.contains("object")) {
            run.loseIf(!types.isEmpty(), "type");
            return root.put("type", "object");
        }
        run.lose("type");
        ObjectNode object = Json.object().put("type", "object");
        object.putObject("properties");
        for (String kept : List.of("title", "description", "$defs", "definitions")) {
            if (root.has(kept)) {
                object.set(kept, root.get(kept));
            }
        }
        return object;
    }

    /** Moves what stands beside a union into its branches, at every depth. */
    ObjectNode apart(ObjectNode schema, int depth) {
        run.build(schema, depth);
        ObjectNode result = schema;
        if (result.get("anyOf") instanceof ArrayNode branches) {
            ObjectNode beside = Json.object();
            ObjectNode union = Json.object();
            for (Map.Entry<String, JsonNode> field : result.properties()) {
                boolean stays = field.getKey().equals("anyOf") || field.getKey().equals("$defs")
                        || run.rules().besideUnion().contains(field.getKey())
                        || !Keywords.binds(field.getKey(), field.getValue());
                (stays ? union : beside).set(field.getKey(), field.getValue());
            }
            if (!beside.isEmpty()) {
                ArrayNode merged = distribute(beside, branches, depth);
                run.loseIf(merged.isEmpty(), "anyOf");
                if (merged.isEmpty()) {
                    result.remove("anyOf");
                } else {
                    union.set("anyOf", merged);
                    result = union;
                }
            }
        }
        Keywords.replaceChildren(result, (_, child) -> apart(child, depth + 1));
        return result;
    }

    private ArrayNode distribute(ObjectNode beside, ArrayNode branches, int depth) {
        ArrayNode merged = Json.array();
        for (JsonNode branch : branches) {
            if (branch instanceof ObjectNode object
                    && Merge.canBeBoth(Keywords.types(beside), Keywords.types(object))) {
                merged.add(references.merge().both(beside, object, depth + 1));
            }
        }
        return merged;
    }

    private ObjectNode gather(ArrayNode branches) {
        ObjectNode all = Json.object();
        ObjectNode properties = Json.object();
        List<String> required = null;
        for (JsonNode branch : branches) {
            if (!(branch instanceof ObjectNode object)) {
                continue;
            }
            ObjectNode flat = references.flat(object, Set.of(), 2);
            List<String> types = Keywords.types(flat);
            if (!types.isEmpty() && !types.contains("object")) {
                continue;
            }
            List<String> names = flat.get("required") instanceof ArrayNode array ? Keywords.texts(array) : List.of();
            if (required == null) {
                required = new ArrayList<>(names);
            } else {
                required.retainAll(names);
            }
            if (flat.get("properties") instanceof ObjectNode map) {
                map.properties().forEach(property -> either(properties, property.getKey(), property.getValue()));
            }
        }
        if (!properties.isEmpty()) {
            all.set("properties", properties);
        }
        if (required != null && !required.isEmpty()) {
            all.set("required", Keywords.array(required));
        }
        return all;
    }

    /** Adds a property, as an alternative where another branch has one of this name. */
    private void either(ObjectNode properties, String name, JsonNode schema) {
        JsonNode old = properties.get(name);
        if (old == null || Keywords.isAny(schema)) {
            properties.set(name, schema);
        } else if (!old.equals(schema) && !Keywords.isAny(old)) {
            if (constant(old) instanceof ArrayNode one && constant(schema) instanceof ArrayNode other
                    && old.path("type").equals(schema.path("type"))) {
                one.forEach(member -> {
                    if (other.valueStream().noneMatch(member::equals)) {
                        other.insert(0, member);
                    }
                });
                ObjectNode merged = ((ObjectNode) old).deepCopy();
                merged.remove("const");
                merged.set("enum", other);
                properties.set(name, merged);
            } else {
                ObjectNode union = Json.object();
                ArrayNode branches = old.size() == 1 && old.get("anyOf") instanceof ArrayNode known
                        ? known.deepCopy()
                        : Json.array().add(old);
                if (branches.valueStream().noneMatch(schema::equals)) {
                    branches.add(schema);
                }
                union.set("anyOf", branches);
                properties.set(name, run.has(Trait.UNIONS_APART) ? apart(union, 2) : union);
            }
        }
    }

    /** The values that a schema of fixed values allows, in a list of its own: the tag of a union. */
    private static JsonNode constant(JsonNode schema) {
        return schema.has("const") ? Json.array().add(schema.get("const")) : schema.path("enum").deepCopy();
    }
}
