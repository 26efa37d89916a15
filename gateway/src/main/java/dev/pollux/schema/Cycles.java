package dev.pollux.schema;

import dev.pollux.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes each reference that leads back to itself stand in a property that is not required, or cuts it. */
final class Cycles {
    private final Compilation run;
    private final Map<String, Set<String>> edges = new LinkedHashMap<>();
    private final Map<String, String> marks = new HashMap<>();

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
            mark();
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

    /** @param cyclic gets the name of the property that holds the node, if it is to be optional; null where none does */
    private ObjectNode visit(ObjectNode node, String home, @Nullable Set<String> cyclic, String name) {
        if (node.path("$ref").isString() && isCyclic(node.get("$ref").stringValue(), home)) {
            if (cyclic == null) {
                run.lose("$ref");
                return Json.object();
            }
            cyclic.add(name);
        }
        var optional = new HashSet<String>();
        if (node.get("properties") instanceof ObjectNode properties) {
            for (Map.Entry<String, JsonNode> property : List.copyOf(properties.properties())) {
                if (property.getValue() instanceof ObjectNode child) {
                    properties.set(property.getKey(), visit(child, home, optional, property.getKey()));
                }
            }
        }
        Keywords.replaceChildren(node,
                (keyword, child) -> keyword.equals("properties") ? child : visit(child, home, cyclic, name));
        Unions.dropVacuous(node);
        if (!optional.isEmpty() && node.get("required") instanceof ArrayNode required) {
            List<String> names = Keywords.texts(required);
            List<String> kept = names.stream().filter(property -> !optional.contains(property)).toList();
            run.loseIf(kept.size() < names.size(), "required");
            node.set("required", Keywords.array(kept));
        }
        return node;
    }

    private boolean isCyclic(String reference, String home) {
        return marks.getOrDefault(reference, reference).equals(marks.getOrDefault(home, home));
    }

    /** Gives all that reach each other the same mark: two walks, the second against the arrows. */
    private void mark() {
        List<String> order = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        edges.keySet().forEach(start -> walk(start, edges, seen, order));
        Map<String, Set<String>> back = new HashMap<>();
        edges.forEach((from, targets) -> targets
                .forEach(target -> back.computeIfAbsent(target, _ -> new HashSet<>()).add(from)));
        seen.clear();
        for (String start : order.reversed()) {
            List<String> component = new ArrayList<>();
            walk(start, back, seen, component);
            component.forEach(member -> marks.put(member, start));
        }
    }

    /** Adds what can be reached and was not seen yet, each after all that is reached from it. */
    private static void walk(String start, Map<String, Set<String>> edges, Set<String> seen, List<String> order) {
        var path = new ArrayDeque<Map.Entry<String, Iterator<String>>>();
        if (seen.add(start)) {
            path.push(Map.entry(start, edges.getOrDefault(start, Set.of()).iterator()));
        }
        while (!path.isEmpty()) {
            Iterator<String> targets = path.peek().getValue();
            if (!targets.hasNext()) {
                order.add(path.pop().getKey());
                continue;
            }
            String target = targets.next();
            if (seen.add(target)) {
                path.push(Map.entry(target, edges.getOrDefault(target, Set.of()).iterator()));
            }
        }
    }
}
