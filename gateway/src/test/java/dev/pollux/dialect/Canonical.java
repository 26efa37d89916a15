package dev.pollux.dialect;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** JSON with what means the same written the same: 1 is 1.0, and a field that is null is no field. */
final class Canonical {

    private Canonical() {}

    static JsonNode of(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode result = Json.object();
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    if (!field.getValue().isNull()) {
                        result.set(field.getKey(), of(field.getValue()));
                    }
                }
                yield result;
            }
            case ArrayNode array -> {
                ArrayNode result = Json.array();
                array.forEach(element -> result.add(of(element)));
                yield result;
            }
            case JsonNode number when number.isNumber() -> DoubleNode.valueOf(number.doubleValue());
            default -> node;
        };
    }
}
