package dev.pollux.vendor.quirk;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** A field of a body by its path, {@code messages[].name}: the objects that may hold it, and its name in them. */
record Place(String path) {

    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The objects that may hold the field. */
    List<ObjectNode> holders(ObjectNode body) {
        List<ObjectNode> holders = List.of(body);
        String[] parts = path.split("\\.", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            var inner = new ArrayList<ObjectNode>();
            String step = parts[i].replace("[]", "");
            for (ObjectNode holder : holders) {
                JsonNode node = holder.path(step);
                (parts[i].endsWith("[]") ? node.values() : List.of(node)).forEach(one -> {
                    if (one instanceof ObjectNode object) {
                        inner.add(object);
                    }
                });
            }
            holders = inner;
        }
        return holders;
    }
}
