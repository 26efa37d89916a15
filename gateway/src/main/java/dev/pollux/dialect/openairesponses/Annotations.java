package dev.pollux.dialect.openairesponses;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The annotations of a text: addresses are citations to everybody, files only to this dialect. */
final class Annotations {
    private static final String PLACE = "annotations[]";

    private Annotations() {}

    static Citation read(Fields annotation) {
        String type = annotation.requiredText("type");
        if (!type.equals("url_citation")) {
            ObjectNode whole = annotation.rest();
            whole.put("type", type);
            return new Citation(Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(),
                    new Extras(Words.DIALECT, PLACE, whole));
        }
        return new Citation(annotation.text("url"), annotation.text("title").filter(title -> !title.isEmpty()),
                annotation.integer("start_index"),
                annotation.integer("end_index"), Extras.of(Words.DIALECT, PLACE, annotation.rest()));
    }

    static ArrayNode write(List<Citation> citations, Losses losses) {
        ArrayNode annotations = Json.array();
        for (Citation citation : citations) {
            write(citation, losses).ifPresent(annotations::add);
        }
        return annotations;
    }

    /** One annotation; empty where this dialect cannot say what is cited. */
    static Optional<ObjectNode> write(Citation citation, Losses losses) {
        ObjectNode annotation = Json.object();
        boolean own = citation.extras().isOf(Words.DIALECT) && citation.extras().fields().has("type");
        if (!own && citation.url().isEmpty()) {
            losses.add("citations");
            return Optional.empty();
        }
        if (!own) {
            annotation.put("type", "url_citation");
            annotation.put("url", citation.url().orElse(""));
            annotation.put("title", citation.title().orElse(""));
            annotation.put("start_index", citation.start().orElse(0));
            annotation.put("end_index", citation.end().orElse(0));
        }
        citation.extras().writeTo(annotation, Words.DIALECT, losses);
        return Optional.of(annotation);
    }
}
