package dev.pollux.schema;

import dev.pollux.json.Json;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The properties of an object, and which of them it requires. */
final class Objects {
    private final Compilation run;

    Objects(Compilation run) {
        this.run = run;
    }

    void fit(ObjectNode schema) {
        if (schema.get("properties") instanceof ObjectNode properties) {
            for (String forbidden : run.rules().forbiddenNames()) {
                if (properties.remove(forbidden) != null) {
                    run.lose("properties");
                }
            }
            if (properties.isEmpty() && run.has(Trait.OPENAPI)) {
                schema.remove("properties");
            }
        }
        JsonNode properties = schema.path("properties");
        known(schema, "required", properties);
        known(schema, "propertyOrdering", properties);
        if (run.has(Trait.CLOSED) && Keywords.types(schema).contains("object")) {
            close(schema);
        }
    }

    private void known(ObjectNode schema, String keyword, JsonNode properties) {
        if (!(schema.get(keyword) instanceof ArrayNode names)) {
            return;
        }
        List<String> known = Keywords.texts(names).stream().filter(properties::has).toList();
        if (known.size() < names.size()) {
            run.loseIf(keyword.equals("required"), keyword);
            schema.set(keyword, Keywords.array(known));
        }
        if (known.isEmpty() && (known.size() < names.size() || properties.isMissingNode())) {
            schema.remove(keyword);
        }
    }

    /** Requires every property, null for those that were optional, and allows no other. */
    private void close(ObjectNode schema) {
        ObjectNode properties = schema.get("properties") instanceof ObjectNode map
                ? map
                : schema.putObject("properties");
        run.loseIf(properties.isEmpty() && !schema.has("additionalProperties"), "additionalProperties");
        schema.put("additionalProperties", false);
        Set<String> required = schema.get("required") instanceof ArrayNode names
                ? Set.copyOf(Keywords.texts(names))
                : Set.of();
        ArrayNode all = Json.array();
        for (Map.Entry<String, JsonNode> property : List.copyOf(properties.properties())) {
            all.add(property.getKey());
            if (!required.contains(property.getKey())) {
                run.lose("required");
                properties.set(property.getKey(), Types.orNull((ObjectNode) property.getValue()));
            }
        }
        if (required.size() != all.size() || !schema.has("required")) {
            schema.set("required", all);
        }
    }
}
