package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.Refusal;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** Tells a failure as OpenAI would: always with all four keys, and with words that its clients act upon. */
final class FailureWriter {
    private FailureWriter() {}

    static Refusal write(Failure failure) {
        Word word = word(failure);
        ObjectNode error = Json.object()
                .put("message", failure.message())
                .put("type", word.type())
                .put("param", failure.param().orElse(null))
                .put("code", word.code().orElse(null));
        // a refusal of our key is nothing that the client may see as its own
        if (failure.kind() != Failure.Kind.KEY_REFUSED && failure.raw().isOf(Words.DIALECT)) {
            ObjectNode raw = failure.raw().fields();
            own(error, raw, "type");
            own(error, raw, "code");
            own(error, raw, "param");
        }
        ObjectNode body = Json.object();
        body.set("error", error);
        return new Refusal(status(failure), body);
    }

    /** The vendor's own word in place of ours; some vendors write numbers where the libraries expect strings. */
    private static void own(ObjectNode error, ObjectNode raw, String name) {
        if (raw.path(name).isString() || raw.path(name).isNumber()) {
            error.put(name, raw.path(name).asString());
        }
    }

    private static int status(Failure failure) {
        boolean ours = switch (failure.kind()) {
            case KEY_REFUSED, NOT_SERVED, QUOTA_SPENT -> true;
            default -> failure.status() < 400 || failure.status() > 599;
        };
        return ours ? failure.kind().status() : failure.status();
    }

    private record Word(String type, Optional<String> code) {
        Word(String type, String code) {
            this(type, Optional.of(code));
        }
    }

    private static Word word(Failure failure) {
        return switch (failure.kind()) {
            case INVALID, NOT_FOUND, METHOD_NOT_ALLOWED, CLIENT_SLOW, CLIENT_GONE, UNSUPPORTED_MEDIA, TOO_LARGE ->
                new Word("invalid_request_error", failure.code());
            case UNAUTHENTICATED -> new Word("invalid_request_error", "invalid_api_key");
            case FORBIDDEN -> new Word("permission_error", failure.code());
            case NO_MODEL -> new Word("invalid_request_error", "model_not_found");
            case RATE_LIMITED -> new Word("rate_limit_error", "rate_limit_exceeded");
            case QUOTA_SPENT -> new Word("insufficient_quota", "insufficient_quota");
            case OVERLOADED, SHED, SHUTDOWN -> new Word("service_unavailable_error", "server_is_overloaded");
            case KEY_REFUSED -> new Word("server_error", Optional.empty());
            case INTERNAL, NOT_SERVED, UPSTREAM_ERROR, UPSTREAM_REFUSED, UPSTREAM_GARBAGE, UPSTREAM_CUT,
                    UPSTREAM_TIMEOUT, UPSTREAM_STALLED ->
                new Word("server_error", failure.code());
        };
    }
}
