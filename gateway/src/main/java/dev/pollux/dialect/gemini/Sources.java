package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.model.Citation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes citations of any origin as {@code groundingMetadata}: each source once, and which words rest on it. */
final class Sources {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final ArrayNode chunks = Json.array();
    private final ArrayNode supports = Json.array();

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** @param text of the part up to now, in which the citation counts */
    void add(Citation citation, String text, int part) {
        String url = citation.url().orElse("");
        Integer number = numbers.get(url);
        if (number == null) {
            number = chunks.size();
            numbers.put(url, number);
            ObjectNode web = chunks.addObject().putObject("web").put("uri", url);
            citation.title().ifPresent(title -> web.put("title", title));
        }
        if (citation.start().isEmpty() || citation.end().isEmpty()) {
            return;
        }
        int start = Math.clamp(citation.start().getAsInt(), 0, text.length());
        int end = Math.clamp(citation.end().getAsInt(), start, text.length());
        ObjectNode support = supports.addObject();
        support.putObject("segment").put("partIndex", part).put("startIndex", Grounding.bytes(text, start))
                .put("endIndex", Grounding.bytes(text, end)).put("text", text.substring(start, end));
        support.putArray("groundingChunkIndices").add(number);
    }

    ObjectNode write() {
        ObjectNode metadata = Json.object();
        metadata.set("groundingChunks", chunks);
        if (!supports.isEmpty()) {
            metadata.set("groundingSupports", supports);
        }
        return metadata;
    }
}
