package dev.pollux.schema;

import dev.pollux.json.Json;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Map<String, Set<JsonNode>> properties = new LinkedHashMap<>();
        Optional<Set<String>> required = Optional.empty();
        for (JsonNode branch : branches) {
            if (!(branch instanceof ObjectNode object)) {
                continue;
            }
            ObjectNode flat = references.flat(object, Set.of(), 2);
            if (!Merge.canBeBoth(Keywords.types(flat), List.of("object"))) {
                continue;
            }
            var names = new LinkedHashSet<String>();
            if (flat.get("required") instanceof ArrayNode array) {
                names.addAll(Keywords.texts(array));
            }
            required.ifPresent(names::retainAll);
            required = Optional.of(names);
            flat.path("properties")
                    .properties()
                    .forEach(property -> properties.computeIfAbsent(property.getKey(), _ -> new LinkedHashSet<>())
                            .add(property.getValue()));
        }
        ObjectNode all = Json.object();
        if (!properties.isEmpty()) {
            ObjectNode map = all.putObject("properties");
            properties.forEach((name, schemas) -> map.set(name, either(schemas)));
        }
        required.filter(names -> !names.isEmpty())
                .ifPresent(names -> all.set("required", Keywords.array(List.copyOf(names))));
        return all;
    }

    /** A schema that accepts what any of these does: fixed values, the tags of a union, become one list of them. */
    private JsonNode either(Set<JsonNode> schemas) {
        JsonNode first = schemas.iterator().next();
        if (schemas.size() == 1) {
            return first;
        }
        Optional<JsonNode> any = schemas.stream().filter(Keywords::isAny).findFirst();
        if (any.isPresent()) {
            return any.get();
        }
        if (schemas.stream().allMatch(schema -> isTag(schema) && schema.path("type").equals(first.path("type")))) {
            var values = new LinkedHashSet<JsonNode>();
            for (JsonNode schema : schemas) {
                if (schema.has("const")) {
                    values.add(schema.get("const"));
                } else {
                    schema.get("enum").forEach(values::add);
                }
            }
            ObjectNode tag = ((ObjectNode) first).deepCopy();
            tag.remove("const");
            tag.set("enum", Json.array().addAll(values));
            return tag;
        }
        ObjectNode union = Json.object();
        union.set("anyOf", Json.array().addAll(schemas));
        return union;
    }

    private static boolean isTag(JsonNode schema) {
        return schema.has("const") != schema.has("enum");
    }
}
