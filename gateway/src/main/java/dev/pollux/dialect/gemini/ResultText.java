package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.Optional;

/**
 * The result of a tool as text, and as the object that this API wants.
 *
 * <p>Under {@code output} stands a result that is no object, under {@code error} what went wrong; any other object is the
 * result itself.
 */
final class ResultText {

    private ResultText() {}

    static boolean isError(ObjectNode response) {
        return response.size() == 1 && response.has("error");
    }

    static String of(ObjectNode response) {
        JsonNode said = isError(response) ? response.get("error") : response.get("output");
        if (response.size() == 1 && said != null && said.isString()) {
            return said.stringValue();
        }
        return isError(response) && said instanceof ObjectNode error ? Json.text(error) : Json.text(response);
    }

    static ObjectNode response(String text, boolean error) {
        Optional<ObjectNode> object = Json.objectIn(text);
        if (error) {
            if (object.filter(ResultText::isError).isPresent()) {
                return object.get();
            }
            return Json.object().set("error", object.<JsonNode>map(node -> node).orElseGet(() -> string(text)));
        }
        // a "$ref" inside would be taken for a reference to a part
        if (object.isPresent() && !text.contains("\"$ref\"")) {
            return object.get();
        }
        return Json.object().set("output", string(text));
    }

    private static JsonNode string(String text) {
        return StringNode.valueOf(text);
    }
}
