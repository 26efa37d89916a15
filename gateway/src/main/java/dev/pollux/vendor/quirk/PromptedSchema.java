package dev.pollux.vendor.quirk;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;

/**
 * Answers after a schema are refused: any JSON is asked for, and the schema is told in words. That the answer follows it
 * is no longer certain, and so the schema counts as lost.
 */
record PromptedSchema() implements Quirk {
    private static final String FORMAT = "response_format";

    @Override
    public void apply(ObjectNode body, Case about) {
        JsonNode format = body.path(FORMAT);
        switch (format.path("type").asString("")) {
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema").path("schema");
                tell(body, schema.isObject()
                        ? "Answer with one JSON object that follows this JSON Schema, and with nothing else:\n"
                                + Json.text(schema)
                        : "Answer with one JSON object and with nothing else.");
                body.putObject(FORMAT).put("type", "json_object");
                about.losses().add("response_format.json_schema");
            }
            case "json_object" -> {
                if (!Json.text(body.path("messages")).toLowerCase(Locale.ROOT).contains("json")) {
                    tell(body, "Answer with one JSON object and with nothing else."); // refused without the word
                }
            }
            default -> {
                // nothing to tell
            }
        }
    }

    /** Behind the instructions that are there, or as the first one. */
    private static void tell(ObjectNode body, String text) {
        if (!(body.path("messages") instanceof ArrayNode messages)) {
            return;
        }
        int place = 0;
        while (place < messages.size() && messages.path(place).path("role").asString("").equals("system")) {
            place++;
        }
        messages.insert(place, Json.object().put("role", "system").put("content", text));
    }
}
