package dev.pollux.sandbox.openai;

import dev.pollux.sandbox.wire.Errors;
import dev.pollux.sandbox.wire.Errors.Refused;
import dev.pollux.sandbox.wire.Json;

import java.util.Map;

/** OpenAI's refusals and the headers of its answers. */
final class Refusals {
    static final Map<String, String> JSON = headers("application/json");
    static final Map<String, String> EVENTS = headers("text/event-stream; charset=utf-8");
    static final Errors ERRORS = new Errors("openai/errors.txt", JSON);

    private Refusals() {}

    private static Map<String, String> headers(String type) {
        return Map.of("content-type", type, "x-request-id", "req_sandbox", "openai-version", "2020-10-01",
                "openai-processing-ms", "3", "x-ratelimit-limit-requests", "10000", "x-ratelimit-remaining-requests",
                "9999",
                "x-ratelimit-reset-requests", "6ms");
    }

    /**
     * @param param the field, empty for null
     * @param code empty for null
     */
    static Refused invalid(String message, String param, String code) {
        return new Refused(
                ERRORS.of("invalid", "message", Json.quote(message), "param", nullable(param), "code", nullable(code)));
    }

    private static String nullable(String text) {
        return text.isEmpty() ? "null" : Json.quote(text);
    }
}
