package dev.pollux.dialect.openaichat;

import dev.pollux.json.Json;
import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.OptionalInt;

/** Reads the sources that a vendor names for its text. */
final class Citations {
    private Citations() {}

    /** @param before how much of the content stands before the block that cites */
    static Optional<Citation> read(JsonNode annotation, int before) {
        if (!(annotation.path("url_citation") instanceof ObjectNode cited)) {
            return Optional.empty();
        }
        ObjectNode rest = cited.deepCopy();
        rest.remove("url");
        rest.remove("title");
        rest.remove("start_index");
        rest.remove("end_index");
        return Optional.of(new Citation(text(cited, "url"), text(cited, "title"), place(cited, "start_index", before),
                place(cited, "end_index", before), extras(rest)));
    }

    private static Extras extras(ObjectNode rest) {
        ObjectNode fields = Json.object();
        Nested.keep(fields, "url_citation", rest);
        return Extras.of(Words.DIALECT, "annotations[]", fields);
    }

    private static Optional<String> text(JsonNode cited, String name) {
        return Optional.of(ChoiceReader.text(cited, name)).filter(text -> !text.isEmpty());
    }

    private static OptionalInt place(JsonNode cited, String name, int before) {
        JsonNode place = cited.path(name);
        return place.isIntegralNumber() && place.canConvertToInt() && place.intValue() >= before
                ? OptionalInt.of(place.intValue() - before)
                : OptionalInt.empty();
    }
}
