package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.ModelFacts.Trait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** What is changed in the turns for models that refuse what most models take. */
final class Concessions {
    private static final String GO_ON = "Continue.";

    private Concessions() {}

    static void make(ArrayNode contents, ModelFacts facts, Losses losses) {
        if (contents.isEmpty()) {
            return;
        }
        if (isModel(contents.get(0)) && firstCall(contents.get(0)).isPresent()) {
            // a turn with calls must come after one of the user, whatever the model
            contents.insert(0, user(GO_ON));
        }
        if (facts.has(Trait.SIGNED_CALLS)) {
            sign(contents);
        }
        if (facts.has(Trait.NO_PREFILL) && isModel(contents.get(contents.size() - 1))) {
            contents.add(user(GO_ON));
            losses.add("prefill");
        }
    }

    /** Puts the instructions where a model takes them that has no place of their own for them. */
    static void instructInFirstTurn(ArrayNode contents, ArrayNode instructions) {
        if (contents.isEmpty() || isModel(contents.get(0))) {
            contents.insert(0, Json.object().put("role", "user").set("parts", instructions));
            return;
        }
        ArrayNode parts = Json.array().addAll(instructions);
        contents.get(0).path("parts").forEach(parts::add);
        ((ObjectNode) contents.get(0)).set("parts", parts);
    }

    /** Only the steps since the user last spoke are checked; earlier ones pass unsigned. */
    private static void sign(ArrayNode contents) {
        for (int i = contents.size() - 1; i >= 0; i--) {
            JsonNode content = contents.get(i);
            if (isModel(content)) {
                firstCall(content).filter(part -> !part.has("thoughtSignature"))
                        .ifPresent(part -> part.put("thoughtSignature", Signatures.SENTINEL));
            } else if (!hasResult(content)) {
                return;
            }
        }
    }

    private static Optional<ObjectNode> firstCall(JsonNode content) {
        for (JsonNode part : content.path("parts")) {
            if (part.has("functionCall") && part instanceof ObjectNode call) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }

    private static boolean hasResult(JsonNode content) {
        for (JsonNode part : content.path("parts")) {
            if (part.has("functionResponse")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isModel(JsonNode content) {
        return content.path("role").asString("").equals("model");
    }

    private static ObjectNode user(String text) {
        ObjectNode content = Json.object().put("role", "user");
        content.putArray("parts").addObject().put("text", text);
        return content;
    }
}
