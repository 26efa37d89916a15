package dev.pollux.vendor.quirk;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A field whose default at this vendor is not what clients expect; what the request says wins.
 *
 * @param with fields that the request must have, and not as {@code false}
 */
record Preset(String field, JsonNode value, List<String> with) implements Quirk {
    @Override
    public void apply(ObjectNode body, Case about) {
        if (with.stream().allMatch(name -> body.has(name) && body.path(name).asBoolean(true))) {
            body.putIfAbsent(field, value);
        }
    }
}
