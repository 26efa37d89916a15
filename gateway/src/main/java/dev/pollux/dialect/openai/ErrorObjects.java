package dev.pollux.dialect.openai;

import dev.pollux.dialect.Refusal;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Optional;

/**
 * Failures as OpenAI writes them: {@code {"error": {message, type, param, code}}}, and as those do who nearly write the
 * same.
 */
public final class ErrorObjects {
    private ErrorObjects() {}

    /** A vendor's refusal; what it means is decided by its words, and by its status where they say nothing. */
    public static Failure read(String dialect, int status, Optional<Duration> retryAfter, byte[] body) {
        return ErrorReader.read(dialect, status, retryAfter, body);
    }

    /** An error that stands in an answer which began well, so that it has no status of its own. */
    public static Failure inAnswer(String dialect, ObjectNode error) {
        return ErrorReader.read(dialect, 200, Optional.empty(), error, "");
    }

    /** A failure for a client that has seen nothing of an answer yet. */
    public static Refusal write(String dialect, Failure failure) {
        return new Refusal(failure.status(), Json.object().set("error", error(dialect, failure)));
    }

    /** The error object alone. */
    public static ObjectNode error(String dialect, Failure failure) {
        ObjectNode error = Json.object().put("message", failure.message()).put("type", ErrorWords.type(failure.kind()))
                .put("param", failure.param().orElse(null))
                .put("code", ErrorWords.code(failure.kind())
                        .or(() -> failure.code().filter(ErrorObjects::isOurs)).orElse(null));
        if (failure.raw().isOf(dialect)) {
            failure.raw().fields().properties().forEach(own -> complete(error, own.getKey(), own.getValue()));
        }
        return error;
    }

    /** The vendor's own word in place of ours; some vendors write numbers where the libraries expect strings. */
    private static void complete(ObjectNode error, String name, JsonNode own) {
        switch (name) {
            case "message" -> {
                // what the failure says by now
            }
            case "type", "param", "code" -> {
                if (own.isString() || own.isNumber()) {
                    error.put(name, own.asString());
                }
            }
            default -> error.set(name, own);
        }
    }

    /** Codes of other dialects are in capitals or numbers; they would say nothing here. */
    private static boolean isOurs(String code) {
        return code.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_');
    }
}
