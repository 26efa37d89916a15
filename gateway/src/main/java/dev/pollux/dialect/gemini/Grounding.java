package dev.pollux.dialect.gemini;

import dev.pollux.model.Citation;
import dev.pollux.model.Extras;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads {@code groundingMetadata} as citations, each once.
 *
 * <p>Its offsets count UTF-8 bytes, those of a citation UTF-16 units; and they count within a part, while several parts
 * may have become one text. So the cited words themselves decide where they stand.
 */
final class Grounding {
    private static final List<String> KINDS = List.of("web", "retrievedContext", "maps", "image");

    private final JsonNode metadata;
    private final Set<JsonNode> told = Collections.newSetFromMap(new IdentityHashMap<>());

    Grounding(JsonNode metadata) {
        this.metadata = metadata;
    }

    /** The citations whose words stand in this text. */
    List<Citation> of(CharSequence text) {
        return read(text.toString(), false);
    }

    /** All that are left, for the last text. */
    List<Citation> rest(CharSequence text) {
        return read(text.toString(), true);
    }

    private List<Citation> read(String text, boolean all) {
        var citations = new ArrayList<Citation>();
        for (JsonNode support : metadata.path("groundingSupports")) {
            JsonNode segment = support.path("segment");
            Span span = span(segment, text);
            boolean here = span.start().isPresent() && segment.path("text").isString();
            if ((!here && !all) || !told.add(support)) {
                continue;
            }
            for (JsonNode chunkIndex : support.path("groundingChunkIndices")) {
                JsonNode source = source(metadata.path("groundingChunks").path(chunkIndex.asInt(-1)));
                if (source.isObject()) {
                    Optional<String> url = source.path("uri").asStringOpt()
                            .or(() -> source.path("sourceUri").asStringOpt());
                    citations.add(new Citation(url, source.path("title").asStringOpt(), span.start(), span.end(),
                            Extras.NONE));
                }
            }
        }
        return citations;
    }

    private record Span(OptionalInt start, OptionalInt end) {}

    private static JsonNode source(JsonNode chunk) {
        for (String kind : KINDS) {
            if (chunk.has(kind)) {
                return chunk.path(kind);
            }
        }
        return chunk.path("web");
    }

    private static Span span(JsonNode segment, String text) {
        int start = units(text, segment.path("startIndex").asInt(0));
        int end = units(text, segment.path("endIndex").asInt(0));
        String words = segment.path("text").asString("");
        if (!words.isEmpty() && !text.startsWith(words, start)) {
            start = text.indexOf(words);
        }
        if (!words.isEmpty()) {
            end = start + words.length();
        }
        return start < 0 || end <= start
                ? new Span(OptionalInt.empty(), OptionalInt.empty())
                : new Span(OptionalInt.of(start), OptionalInt.of(end));
    }

    /** The UTF-16 units of the first bytes of a text. */
    private static int units(String text, int bytes) {
        int used = 0;
        int at = 0;
        while (at < text.length() && used < bytes) {
            int c = text.codePointAt(at);
            used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            at += Character.charCount(c);
        }
        return at;
    }

    /** The UTF-8 bytes of the first units of a text. */
    static int bytes(String text, int units) {
        return text.substring(0, Math.min(units, text.length())).getBytes(StandardCharsets.UTF_8).length;
    }
}
