package dev.pollux.schema;

import dev.pollux.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes each reference that leads back to itself stand in a property that is not required, or cuts it. */
final class Cycles {
    private final Compilation run;
    private final Map<String, Set<String>> edges = new HashMap<>();

    Cycles(Compilation run) {
        this.run = run;
    }

    void loosen(ObjectNode root) {
        ObjectNode definitions = root.get("$defs") instanceof ObjectNode map ? map : Json.object();
        root.remove("$defs");
        edges.put("#", Orphans.references(root));
        for (Map.Entry<String, JsonNode> definition : definitions.properties()) {
            edges.put(Definitions.HOME + definition.getKey(), Orphans.references((ObjectNode) definition.getValue()));
        }
        if (!edges.values().stream().allMatch(Set::isEmpty)) {
            visit(root, "#", null, "");
            definitions.properties()
                    .forEach(definition -> visit((ObjectNode) definition.getValue(),
                            Definitions.HOME + definition.getKey(),
                            null, ""));
        }
        if (!definitions.isEmpty()) {
            root.set("$defs", definitions);
        }
    }

    /** @param holder the object schema whose property {@code name} holds the node; null where none does */
    private ObjectNode visit(ObjectNode node, String home, @Nullable ObjectNode holder, String name) {
        if (node.path("$ref").isString() && reaches(node.get("$ref").stringValue(), home)) {
            if (holder == null) {
                run.lose("$ref");
                return Json.object();
            }
            if (holder.get("required") instanceof ArrayNode required && Keywords.texts(required).contains(name)) {
                run.lose("required");
                List<String> fewer = new ArrayList<>(Keywords.texts(required));
                fewer.remove(name);
                holder.set("required", Keywords.array(fewer));
            }
        }
        if (node.get("properties") instanceof ObjectNode properties) {
            for (Map.Entry<String, JsonNode> property : List.copyOf(properties.properties())) {
                if (property.getValue() instanceof ObjectNode child) {
                    properties.set(property.getKey(), visit(child, home, node, property.getKey()));
                }
            }
        }
        Keywords.replaceChildren(node,
                (keyword, child) -> keyword.equals("properties") ? child : visit(child, home, holder, name));
        Unions.dropVacuous(node);
        return node;
    }

    private boolean reaches(String from, String to) {
        var seen = new HashSet<String>();
        var open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (next.equals(to)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(edges.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }
}
