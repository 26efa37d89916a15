package dev.pollux.dialect.anthropic;

import static dev.pollux.dialect.anthropic.Anthropic.NAME;

import dev.pollux.dialect.Refusal;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Failures: read from a vendor for what they mean, written for a client in Anthropic's shape. */
final class Failures {
    /** Tells Anthropic's clients to send the whole conversation instead of a thread. */
    static final String THREAD_REFUSED = "thread_unsupported_request";
    /** The status of Anthropic for an overload. */
    private static final int OVERLOADED = 529;
    private static final String TOO_LONG = "context_length_exceeded";
    /** By these words Claude Code knows that it must shorten the conversation. */
    private static final String TOO_LONG_WORDS = "prompt is too long";

    private Failures() {}

    /** An error inside an answer whose status promised none. */
    static Failure read(ObjectNode body) {
        return read(0, Optional.empty(), body);
    }

    static Failure read(int status, Optional<Duration> retryAfter, byte[] body) {
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (JsonException _) {
            return failure(byStatus(status), status, "The upstream answered with status " + status
                    + " and a text that is no JSON.", Optional.empty(), retryAfter, Extras.NONE);
        }
        return read(status, retryAfter, tree.isArray() && !tree.isEmpty() ? tree.get(0) : tree);
    }

    private static Failure read(int status, Optional<Duration> retryAfter, JsonNode body) {
        JsonNode error = body.path("error");
        String type = text(error, "type");
        String message = firstText(text(error, "message"), error.asString(""), text(body, "message"),
                text(body, "detail"), "The upstream answered with status " + status + ".");
        Kind kind = kind(status, type, message.toLowerCase(Locale.ROOT));
        String told = text(error.path("details"), "error_code");
        Optional<String> code = isTooLong(message.toLowerCase(Locale.ROOT))
                ? Optional.of(TOO_LONG)
                : isOfGrowth(type, message.toLowerCase(Locale.ROOT))
                        ? Optional.of(Failure.SLOW_DOWN)
                        : Optional.of(firstText(told, text(error, "code"))).filter(word -> !word.isEmpty());
        boolean ours = error instanceof ObjectNode && !type.isEmpty();
        return failure(kind, status, message, code, retryAfter,
                ours ? Extras.of(NAME, "", (ObjectNode) error) : Extras.NONE);
    }

    private static Failure failure(Kind kind, int status, String message, Optional<String> code,
            Optional<Duration> retryAfter, Extras raw) {
        return new Failure(kind, status >= 400 ? status : kind.status(), message, Optional.empty(), code, retryAfter,
                raw);
    }

    private static Kind kind(int status, String type, String message) {
        if (message.contains("credit balance is too low") || message.contains("usage limit")) {
            return Kind.QUOTA_SPENT;
        }
        if (isOfGrowth(type, message)) {
            return Kind.OVERLOADED;
        }
        return switch (type) {
            case "invalid_request_error" -> status == 413 ? Kind.TOO_LARGE : Kind.INVALID;
            case "authentication_error" -> Kind.KEY_REFUSED;
            case "billing_error" -> Kind.QUOTA_SPENT;
            case "permission_error" -> message.contains("model") ? Kind.NO_MODEL : Kind.KEY_REFUSED;
            case "forbidden" -> Kind.NOT_SERVED;
            case "not_found_error" -> message.contains("model") ? Kind.NO_MODEL : Kind.NOT_FOUND;
            case "request_too_large" -> Kind.TOO_LARGE;
            case "rate_limit_error" -> Kind.RATE_LIMITED;
            case "timeout_error" -> Kind.UPSTREAM_TIMEOUT;
            case "overloaded_error" -> Kind.OVERLOADED;
            case "api_error" -> status == 503 || status == OVERLOADED ? Kind.OVERLOADED : Kind.UPSTREAM_ERROR;
            default -> byStatus(status);
        };
    }

    /** A limit of how fast an organisation's use may grow, and of no key. */
    private static boolean isOfGrowth(String type, String message) {
        return type.equals("rate_limit_error") && message.contains("acceleration");
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 400, 405, 415, 422 -> Kind.INVALID;
            case 401, 403 -> Kind.KEY_REFUSED;
            case 402 -> Kind.QUOTA_SPENT;
            case 404 -> Kind.NO_MODEL;
            case 413 -> Kind.TOO_LARGE;
            case 429 -> Kind.RATE_LIMITED;
            case 503, OVERLOADED -> Kind.OVERLOADED;
            case 408, 504 -> Kind.UPSTREAM_TIMEOUT;
            default -> status >= 400 ? Kind.UPSTREAM_ERROR : Kind.UPSTREAM_GARBAGE;
        };
    }

    static Refusal write(Failure failure) {
        ObjectNode body = Json.object().put("type", "error");
        Extras raw = failure.raw();
        boolean same = raw.isOf(NAME) && text(raw.fields(), "message").equals(failure.message())
                && text(raw.fields(), "type").equals(type(failure.kind()));
        if (same) {
            body.set("error", raw.fields());
            return new Refusal(status(failure), body);
        }
        ObjectNode error = body.putObject("error").put("type", type(failure.kind())).put("message", message(failure));
        if (failure.code().equals(Optional.of(THREAD_REFUSED))) {
            error.putObject("details").put("error_code", THREAD_REFUSED).putArray("unsupported").add("thread");
        }
        return new Refusal(status(failure), body);
    }

    private static String message(Failure failure) {
        boolean tooLong = failure.code().equals(Optional.of(TOO_LONG));
        return tooLong && !isTooLong(failure.message().toLowerCase(Locale.ROOT))
                ? TOO_LONG_WORDS + ": " + failure.message()
                : failure.message();
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case INVALID, METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA, CLIENT_SLOW, CLIENT_GONE -> "invalid_request_error";
            case UNAUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case NOT_FOUND, NO_MODEL -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case RATE_LIMITED, QUOTA_SPENT -> "rate_limit_error";
            case OVERLOADED, SHED, SHUTDOWN -> "overloaded_error";
            case UPSTREAM_TIMEOUT, UPSTREAM_STALLED -> "timeout_error";
            case INTERNAL, KEY_REFUSED, NOT_SERVED, UPSTREAM_ERROR, UPSTREAM_REFUSED, UPSTREAM_GARBAGE, UPSTREAM_CUT ->
                "api_error";
        };
    }

    /** What the client is told: a refused key of ours is no fault of its own. */
    private static int status(Failure failure) {
        int status = failure.status();
        return switch (failure.kind()) {
            case INVALID -> status >= 400 && status < 500 ? status : failure.kind().status();
            case OVERLOADED, SHED -> OVERLOADED;
            case UPSTREAM_ERROR -> status >= 500 && status != OVERLOADED ? status : failure.kind().status();
            case UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, NO_MODEL, METHOD_NOT_ALLOWED, CLIENT_SLOW, TOO_LARGE,
                    UNSUPPORTED_MEDIA, RATE_LIMITED, QUOTA_SPENT, CLIENT_GONE, INTERNAL, KEY_REFUSED, NOT_SERVED,
                    UPSTREAM_REFUSED, UPSTREAM_GARBAGE, UPSTREAM_CUT, SHUTDOWN, UPSTREAM_TIMEOUT, UPSTREAM_STALLED ->
                failure.kind().status();
        };
    }

    private static boolean isTooLong(String message) {
        return message.contains(TOO_LONG_WORDS);
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() ? value.stringValue() : "";
    }

    private static String firstText(String... texts) {
        for (String text : texts) {
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }
}
