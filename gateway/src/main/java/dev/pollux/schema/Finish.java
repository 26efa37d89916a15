package dev.pollux.schema;

import dev.pollux.json.Json;
import dev.pollux.schema.Rules.Trait;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;

/** The last hand: a type for what has none, an end to what is too deep, and capitals. */
final class Finish {
    private final Compilation run;

    Finish(Compilation run) {
        this.run = run;
    }

    ObjectNode apply(ObjectNode schema, int depth) {
        ObjectNode result = schema;
        if (depth == run.rules().depth() && Keywords.holdsSchemas(schema)) {
            result = leaf(schema);
        }
        if (run.has(Trait.TYPED) && !result.has("type") && !result.has("anyOf") && !result.has("$ref")) {
            giveTypes(result);
        }
        Keywords.replaceChildren(result, (keyword, child) -> apply(child, keyword.equals("$defs") ? 2 : depth + 1));
        if (run.has(Trait.OPENAPI) && result.has("type")) {
            result.put("type", result.get("type").stringValue().toUpperCase(Locale.ROOT));
        }
        return result;
    }

    /** Any value that needs no further level. */
    private ObjectNode leaf(ObjectNode schema) {
        run.lose("depth");
        ObjectNode leaf = Json.object();
        if (schema.has("description")) {
            leaf.set("description", schema.get("description"));
        }
        return leaf;
    }

    private void giveTypes(ObjectNode schema) {
        if (run.has(Trait.OPENAPI)) {
            run.lose("type"); // an object would need properties
            ArrayNode types = schema.putArray("anyOf");
            List.of("string", "number", "boolean").forEach(type -> types.addObject().put("type", type));
        } else if (run.has(Trait.CLOSED)) {
            run.lose("type"); // an object would need its properties, a list its items
            schema.set("type", Keywords.array(List.of("string", "number", "boolean", "null")));
        } else {
            schema.set("type",
                    Keywords.array(List.of("string", "number", "boolean", "object", "array", "null")));
        }
    }
}
