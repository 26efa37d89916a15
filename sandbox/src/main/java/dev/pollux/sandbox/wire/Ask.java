package dev.pollux.sandbox.wire;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.Optional;

/**
 * One request in plain values.
 *
 * @param path without the query, percent-encoding untouched
 * @param headers names in lower case
 * @param json the body, empty when it is no JSON
 * @param bytes of the body as they came
 */
public record Ask(String method, String path, Map<String, String> query, Map<String, String> headers,
        Optional<JsonNode> json, byte[] bytes) {
    public Ask {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A header's value, or the empty string. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** A query parameter's value, or the empty string. */
    public String query(String name) {
        return query.getOrDefault(name, "");
    }

    /** The token of {@code Authorization: Bearer}, or the empty string. */
    public String bearer() {
        String value = header("authorization");
        return value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7).strip() : "";
    }
}
