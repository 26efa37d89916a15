package dev.pollux.dialect.openaichat;

import dev.pollux.model.Block;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Optional;

/** Blocks that an answer of this dialect has no place for, told in Markdown. */
final class Prose {
    private Prose() {}

    static Optional<String> of(Block.Opaque opaque) {
        return fenced(opaque.json());
    }

    /** Code that the vendor ran, or what it printed, wherever it stands in a vendor's object. */
    private static Optional<String> fenced(ObjectNode json) {
        for (String name : new String[]{"code", "output", "stdout"}) {
            JsonNode text = json.path(name);
            if (text.isString() && !text.stringValue().isBlank()) {
                String language = name.equals("code") ? json.path("language").asString("") : "";
                return Optional.of("```" + language.toLowerCase(Locale.ROOT) + "\n" + text.stringValue().stripTrailing()
                        + "\n```");
            }
        }
        for (JsonNode inner : json) {
            if (inner instanceof ObjectNode object) {
                Optional<String> found = fenced(object);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
