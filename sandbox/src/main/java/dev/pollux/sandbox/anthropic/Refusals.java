package dev.pollux.sandbox.anthropic;

import dev.pollux.sandbox.wire.Errors;
import dev.pollux.sandbox.wire.Errors.Refused;
import dev.pollux.sandbox.wire.Json;

import java.util.Map;

/** Anthropic's refusals and the headers of its answers. */
final class Refusals {
    static final Map<String, String> JSON = Map.of("content-type", "application/json", "request-id", "req_sandbox");
    static final Map<String, String> EVENTS = Map.of("content-type", "text/event-stream; charset=utf-8", "request-id",
            "req_sandbox", "cache-control", "no-cache");
    static final Errors ERRORS = new Errors("anthropic/errors.txt", JSON);

    private Refusals() {}

    static Refused invalid(String message) {
        return new Refused(ERRORS.of("invalid", "message", Json.quote(message)));
    }
}
