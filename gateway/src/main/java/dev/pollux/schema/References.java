package dev.pollux.schema;

import dev.pollux.json.Json;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes {@code $ref} and {@code allOf} out of a schema: what is referred to is put in place and merged with what stands
 * beside it.
 *
 * <p>A reference that the target takes as it stands is kept, its definition moved to {@code $defs}. One that leads back
 * to itself is kept too, or cut with a loss.
 */
final class References {
    private final Compilation run;
    private final Definitions definitions;
    private final Merge merge;
    private final Queue<String> pending = new ArrayDeque<>();
    private final Set<String> wanted = new HashSet<>();

    References(ObjectNode document, Repairs repairs, Compilation run) {
        this.run = run;
        this.definitions = new Definitions(document, repairs);
        this.merge = new Merge(run, this::lookUp);
    }

    Merge merge() {
        return merge;
    }

    /** The whole schema resolved, what it refers to in its {@code $defs}. */
    ObjectNode resolve(ObjectNode repaired, ObjectNode document) {
        ObjectNode root = put(repaired, Set.of("#"), 1, true);
        root.remove("$defs");
        Map<String, ObjectNode> kept = new LinkedHashMap<>();
        for (String reference = pending.poll(); reference != null; reference = pending.poll()) {
            ObjectNode target = definitions.at(reference).orElseGet(Json::object);
            kept.put(Definitions.name(definitions.kept(reference)), put(target, Set.of(reference), 2, true));
        }
        if (!kept.isEmpty()) {
            ObjectNode home = root.putObject("$defs");
            Stream.concat(names(document.path("$defs")), kept.keySet().stream())
                    .distinct()
                    .filter(kept::containsKey)
                    .forEach(name -> home.set(name, kept.get(name)));
        }
        return root;
    }

    /** The schema without {@code $ref} and {@code allOf} at its top; what is within it stays. */
    ObjectNode flat(ObjectNode schema, Set<String> within, int depth) {
        run.build(schema, depth);
        ObjectNode flat = schema.deepCopy();
        JsonNode reference = flat.remove("$ref");
        if (reference != null) {
            String name = reference.stringValue();
            if (within.contains(name) || !isKnown(name)) {
                run.lose("$ref");
            } else {
                ObjectNode target = definitions.at(name).orElseGet(Json::object);
                flat = merge.both(flat, flat(target, with(within, name), depth + 1), depth);
            }
        }
        if (flat.remove("allOf") instanceof ArrayNode members) {
            for (JsonNode member : members) {
                if (member instanceof ObjectNode object) {
                    flat = merge.both(flat, flat(object, within, depth + 1), depth);
                }
            }
        }
        return flat;
    }

    /** Takes away each reference to nothing, for a target to which all others go as they are. */
    ObjectNode dropDangling(ObjectNode schema) {
        if (schema.path("$ref").isString() && !isKnown(schema.get("$ref").stringValue())) {
            schema.remove("$ref");
            run.lose("$ref");
        }
        Keywords.replaceChildren(schema, (_, child) -> dropDangling(child));
        return schema;
    }

    /** Whether there is something at a reference. */
    boolean isKnown(String reference) {
        return definitions.has(reference);
    }

    /** @param top there must be neither {@code $ref} nor {@code allOf} in the result: it has a name, or is the root */
    private ObjectNode put(ObjectNode schema, Set<String> within, int depth, boolean top) {
        run.build(schema, depth);
        ObjectNode result = schema.deepCopy();
        JsonNode members = result.remove("allOf");
        JsonNode reference = result.remove("$ref");
        Keywords.replaceChildren(result, (_, child) -> put(child, within, depth + 1, false));
        var referred = new ArrayList<String>();
        if (reference != null) {
            referred.add(reference.stringValue());
        }
        for (JsonNode member : members instanceof ArrayNode array ? array : Json.array()) {
            if (member instanceof ObjectNode object) {
                ObjectNode rest = object.deepCopy();
                JsonNode name = rest.remove("$ref");
                if (name != null) {
                    referred.add(name.stringValue());
                }
                result = merge.both(result, put(rest, within, depth + 1, top), depth);
            }
        }
        boolean inPlace = top || referred.size() > 1;
        for (String name : referred) {
            result = refer(name, result, within, depth, inPlace);
        }
        return result;
    }

    private ObjectNode refer(String name, ObjectNode beside, Set<String> within, int depth, boolean inPlace) {
        if (!isKnown(name)) {
            run.lose("$ref");
            return beside;
        }
        boolean takes = run.has(Trait.REFERENCES);
        if (takes && !inPlace && names(beside).allMatch(run.rules().besideRef()::contains)) {
            return keep(name, beside);
        }
        if (!within.contains(name)) {
            ObjectNode target = definitions.at(name).orElseGet(Json::object);
            return merge.both(beside, put(target, with(within, name), depth + 1, inPlace), depth);
        }
        if (!takes || inPlace) {
            return cut(name, beside);
        }
        ObjectNode union = Json.object();
        union.putArray("anyOf").add(keep(name, Json.object()));
        return merge.both(beside, union, depth);
    }

    /** The end of what would go on for ever: any object, where it is objects that refer to themselves. */
    private ObjectNode cut(String name, ObjectNode beside) {
        run.lose("$ref");
        ObjectNode target = definitions.at(name).orElseGet(Json::object);
        if (!beside.has("type") && Keywords.types(target).equals(List.of("object"))) {
            beside.put("type", "object");
        }
        return beside;
    }

    private ObjectNode keep(String name, ObjectNode beside) {
        String kept = definitions.kept(name);
        if (!kept.equals("#") && wanted.add(name)) {
            pending.add(name);
        }
        ObjectNode node = Json.object().put("$ref", kept);
        beside.properties().forEach(field -> node.set(field.getKey(), field.getValue()));
        return node;
    }

    /** What a kept reference stands for, for a merge that cannot leave it. */
    private ObjectNode lookUp(ObjectNode kept) {
        String reference = definitions.origin(kept.get("$ref").stringValue());
        ObjectNode beside = kept.deepCopy();
        beside.remove("$ref");
        ObjectNode target = definitions.at(reference).orElseGet(Json::object);
        return merge.both(beside, put(target, Set.of(reference), 2, true), 2);
    }

    private static Set<String> with(Set<String> within, String name) {
        var more = new HashSet<>(within);
        more.add(name);
        return more;
    }

    private static Stream<String> names(JsonNode map) {
        return map.properties().stream().map(Map.Entry::getKey);
    }
}
