package dev.pollux.dialect.gemini;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a vendor's refusal means: its reason and its words decide, the status only where they say nothing.
 *
 * <p>A bad key is a 400 here, a location that is not served too.
 */
final class Failures {
    private static final Map<String, Integer> STATUS = Map.ofEntries(Map.entry("INVALID_ARGUMENT", 400),
            Map.entry("FAILED_PRECONDITION", 400), Map.entry("OUT_OF_RANGE", 400), Map.entry("UNAUTHENTICATED", 401),
            Map.entry("PERMISSION_DENIED", 403), Map.entry("NOT_FOUND", 404), Map.entry("ABORTED", 409),
            Map.entry("ALREADY_EXISTS", 409), Map.entry("RESOURCE_EXHAUSTED", 429), Map.entry("CANCELLED", 499),
            Map.entry("INTERNAL", 500), Map.entry("UNKNOWN", 500), Map.entry("DATA_LOSS", 500),
            Map.entry("UNIMPLEMENTED", 501), Map.entry("UNAVAILABLE", 503), Map.entry("DEADLINE_EXCEEDED", 504));
    private static final Set<String> KEY_REASONS = Set.of("API_KEY_INVALID", "API_KEY_SERVICE_BLOCKED",
            "API_KEY_HTTP_REFERRER_BLOCKED", "API_KEY_IP_ADDRESS_BLOCKED", "ACCESS_TOKEN_TYPE_UNSUPPORTED",
            "ACCESS_TOKEN_EXPIRED", "CONSUMER_SUSPENDED", "CONSUMER_INVALID");
    /** Google names the consumer by the key itself, so its words about a key are not passed on. */
    private static final String KEY_MESSAGE = "The upstream refuses the gateway's key.";
    private static final String KEY_MARK = "api_key:";
    private static final int LONGEST_MESSAGE = 2_000;

    private Failures() {}

    static Failure read(int status, Optional<Duration> retryAfter, byte[] body) {
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (JsonException _) {
            String text = new String(body, StandardCharsets.UTF_8).strip();
            boolean readable = !text.isEmpty() && text.charAt(0) != '<';
            return unread(status, retryAfter, readable ? Optional.of(text) : Optional.empty());
        }
        JsonNode only = tree.isArray() && !tree.isEmpty() ? tree.get(0) : tree;
        if (only.path("error") instanceof ObjectNode error) {
            return read(status, retryAfter, error);
        }
        Optional<String> message = only.path("error").asStringOpt().or(() -> only.path("message").asStringOpt());
        return unread(status, retryAfter, message);
    }

    /** A failure that came inside a stream. */
    static Failure read(ObjectNode chunk) {
        return chunk.get("error") instanceof ObjectNode error
                ? read(0, Optional.empty(), error)
                : unread(0, Optional.empty(), chunk.path("error").asStringOpt());
    }

    private static Failure read(int httpStatus, Optional<Duration> header, ObjectNode error) {
        String word = error.path("status").asString("");
        int code = error.path("code").asInt(0);
        int status = httpStatus > 0 ? httpStatus : code >= 400 && code < 600 ? code : STATUS.getOrDefault(word, 502);
        String message = error.path("message").asString("");
        var details = new ErrorDetails(error.path("details"), message);
        Kind kind = kind(status, word, message.toLowerCase(Locale.ROOT), details);
        // of a day's quota RetryInfo tells seconds all the same, which would only be refused again
        Optional<Duration> retryAfter = kind == Kind.QUOTA_SPENT
                ? Optional.empty()
                : details.retryAfter().or(() -> header);
        if (kind == Kind.KEY_REFUSED) {
            String reason = details.reason().isEmpty() ? word : details.reason();
            return new Failure(kind, kind.status(), KEY_MESSAGE, Optional.empty(),
                    Optional.of(reason).filter(any -> !any.isEmpty()), retryAfter, Extras.NONE);
        }
        boolean showsKey = Json.text(error).contains(KEY_MARK);
        String shown = message.isEmpty() ? unsaid(status) : cut(showsKey ? masked(message) : message);
        return new Failure(kind, kind == Kind.NOT_SERVED ? kind.status() : status, shown, details.field(),
                code(kind, word, message, details), retryAfter,
                showsKey ? Extras.NONE : Extras.of(Gemini.NAME, "", error));
    }

    /** The message up to where it shows a key, as in {@code Consumer 'api_key:...' has been suspended}. */
    private static String masked(String message) {
        int at = message.indexOf(KEY_MARK);
        return at < 0 ? message : message.substring(0, at) + KEY_MARK + "***";
    }

    private static Kind kind(int status, String word, String message, ErrorDetails details) {
        if (KEY_REASONS.contains(details.reason()) || message.contains("api key not valid")
                || message.contains("api key expired") || message.contains("reported as leaked")
                || message.contains("unregistered callers") || message.contains("has been suspended")) {
            return Kind.KEY_REFUSED;
        }
        if (message.contains("permission to access")) {
            // a file, a cache or a tuned model of another project: the key itself is good
            return Kind.FORBIDDEN;
        }
        if (details.reason().equals("SERVICE_DISABLED") || message.contains("location is not supported")
                || message.contains("not available in your country")) {
            return Kind.NOT_SERVED;
        }
        int effective = STATUS.getOrDefault(word, status);
        if (word.equals("ALREADY_EXISTS")) {
            return Kind.INVALID; // the other 409 is a lock
        }
        if (effective == 429) {
            return details.isSpent() ? Kind.QUOTA_SPENT : Kind.RATE_LIMITED;
        }
        if (effective == 404) {
            return namesModel(message) ? Kind.NO_MODEL : Kind.NOT_FOUND;
        }
        if (message.contains("payload size exceeds")) {
            return Kind.TOO_LARGE;
        }
        if (word.equals("FAILED_PRECONDITION")) {
            return message.contains("billing") || message.contains("free tier") ? Kind.NOT_SERVED : Kind.INVALID;
        }
        return byStatus(effective);
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 401, 403 -> Kind.KEY_REFUSED;
            case 404 -> Kind.NOT_FOUND;
            case 405 -> Kind.METHOD_NOT_ALLOWED;
            case 413 -> Kind.TOO_LARGE;
            case 408, 504 -> Kind.UPSTREAM_TIMEOUT;
            case 409 -> Kind.UPSTREAM_ERROR;
            case 429 -> Kind.RATE_LIMITED;
            case 503, 529 -> Kind.OVERLOADED;
            default -> status >= 400 && status < 499 ? Kind.INVALID : Kind.UPSTREAM_ERROR;
        };
    }

    private static boolean namesModel(String message) {
        return message.contains("models/") || message.contains("model ");
    }

    private static Optional<String> code(Kind kind, String word, String message, ErrorDetails details) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (kind == Kind.NO_MODEL) {
            return Optional.of("model_not_found");
        }
        if (kind == Kind.INVALID && lower.contains("token count") && lower.contains("exceeds")) {
            return Optional.of("context_length_exceeded");
        }
        if (kind == Kind.QUOTA_SPENT) {
            return Optional.of(details.isWithoutQuota() ? Failure.NO_QUOTA : Failure.DAY_SPENT);
        }
        if (kind == Kind.RATE_LIMITED && details.names("PerMinute")) {
            return Optional.of(Failure.MINUTE_SPENT);
        }
        return word.isEmpty() ? Optional.empty() : Optional.of(word);
    }

    /** A failure in no shape of Google's: a page of a proxy, nothing at all. */
    private static Failure unread(int httpStatus, Optional<Duration> retryAfter, Optional<String> message) {
        int status = httpStatus > 0 ? httpStatus : 502;
        // only Google itself says that a key is bad: the page of a proxy must not put one out of service
        Kind kind = status == 401 || status == 403 ? Kind.UPSTREAM_ERROR : byStatus(status);
        return new Failure(kind, status,
                message.filter(text -> !text.isEmpty()).map(Failures::cut).orElseGet(() -> unsaid(status)),
                Optional.empty(), Optional.empty(), retryAfter, Extras.NONE);
    }

    private static String unsaid(int status) {
        return "The upstream answered with status " + status + " and no message.";
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }
}
