package dev.pollux.schema;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/** Definitions that nothing refers to any more, because what referred to them is gone. */
final class Orphans {
    private Orphans() {}

    static void remove(ObjectNode root) {
        if (!(root.remove("$defs") instanceof ObjectNode definitions)) {
            return;
        }
        Set<String> used = new HashSet<>();
        Queue<String> open = new ArrayDeque<>(references(root));
        for (String reference = open.poll(); reference != null; reference = open.poll()) {
            if (used.add(reference) && !reference.equals("#")
                    && definitions.get(Definitions.name(reference)) instanceof ObjectNode definition) {
                open.addAll(references(definition));
            }
        }
        List.copyOf(definitions.properties())
                .stream()
                .filter(definition -> !used.contains(Definitions.HOME + definition.getKey()))
                .forEach(definition -> definitions.remove(definition.getKey()));
        if (!definitions.isEmpty()) {
            root.set("$defs", definitions);
        }
    }

    /** Where the references within a compiled schema lead, the definitions in it not counted. */
    static Set<String> references(ObjectNode schema) {
        var found = new HashSet<String>();
        collect(schema, found);
        return found;
    }

    private static ObjectNode collect(ObjectNode schema, Set<String> found) {
        if (schema.path("$ref").isString()) {
            found.add(schema.get("$ref").stringValue());
        }
        Keywords.replaceChildren(schema, (_, child) -> collect(child, found));
        return schema;
    }
}
