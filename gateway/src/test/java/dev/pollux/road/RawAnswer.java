package dev.pollux.road;

import dev.pollux.json.Json;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it stood on the wire, without its chunks' frames.
 *
 * @param head status line and header lines
 * @param headers by name in lower case
 * @param complete the body came to its announced end: its length or the last chunk
 */
record RawAnswer(int status, String head, Map<String, List<String>> headers, String body, boolean complete) {

    Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    JsonNode json() {
        return Json.tree(body);
    }

    JsonNode error() {
        return json().path("error");
    }

    String code() {
        return error().path("code").asString("");
    }

    String message() {
        return error().path("message").asString("");
    }

    /** What the model said. */
    String said() {
        return json().path("choices").path(0).path("message").path("content").asString("");
    }

    /** The body without what differs from one second to the next. */
    String timeless() {
        return body.replaceAll("\"created\":\\d+", "\"created\":0");
    }
}
