package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.OptionalInt;

/** The sources of a text; Anthropic cites for a whole block, not for a piece of it. */
final class Citations {
    private static final String WEB = "web_search_result_location";

    private Citations() {}

    static Citation read(Fields fields) {
        return new Citation(fields.text("url"), fields.text("title"), OptionalInt.empty(), OptionalInt.empty(),
                Extras.of(NAME, "citations[]", fields.rest()));
    }

    /** For a vendor: only its own, because theirs carry a proof that nobody else can make. */
    static void write(List<Citation> citations, ObjectNode target, Losses losses) {
        var own = citations.stream().filter(citation -> citation.extras().isOf(NAME)).toList();
        losses.addIf(own.size() < citations.size(), "citations");
        if (!own.isEmpty()) {
            ArrayNode list = target.putArray("citations");
            own.forEach(citation -> list.add(write(citation, "")));
        }
    }

    /** For a client. */
    static ObjectNode write(Citation citation, String text) {
        ObjectNode node = Json.object();
        if (!citation.extras().isOf(NAME)) {
            node.put("type", WEB).put("cited_text", piece(citation, text)).put("encrypted_index", "");
            node.put("url", citation.url().orElse("")).put("title", citation.title().orElse(""));
            return node;
        }
        node.setAll(citation.extras().fields());
        citation.url().ifPresent(url -> node.put("url", url));
        citation.title().ifPresent(title -> node.put("title", title));
        return node;
    }

    private static String piece(Citation citation, String text) {
        int start = citation.start().orElse(0);
        int end = citation.end().orElse(0);
        return start >= 0 && start < end && end <= text.length() ? text.substring(start, end) : "";
    }
}
