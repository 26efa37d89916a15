package dev.pollux.dialect.openai;

import dev.pollux.dialect.Refusal;
import dev.pollux.json.Json;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Failures as OpenAI writes them: {@code {"error": {message, type, param, code}}}, and as those do who nearly write the
 * same.
 */
public final class ErrorObjects {
    private static final Pattern TRY_AGAIN = Pattern.compile("(?i)try again in ([0-9.]{1,10}) ?(ms|s|m)\\b");
    private static final int LONGEST_MESSAGE = 2_000;

    private ErrorObjects() {}

    /** A vendor's refusal; what it means is decided by its words, and by its status where they say nothing. */
    public static Failure read(String dialect, int status, Optional<Duration> retryAfter, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        Optional<ObjectNode> object = Json.objectIn(text);
        if (object.isEmpty()) {
            return plain(status, retryAfter, text);
        }
        JsonNode error = object.get().path("error");
        ObjectNode found = error instanceof ObjectNode nested ? nested : object.get();
        String message = message(found).or(() -> message(object.get())).orElse("The upstream answered " + status + ".");
        return failure(dialect, status, retryAfter, found, message, error.isObject());
    }

    /** An error that stands in an answer which began well, so that it has no status of its own. */
    public static Failure inAnswer(String dialect, ObjectNode error) {
        return failure(dialect, 0, Optional.empty(), error, message(error).orElse("The upstream failed."), true);
    }

    private static Failure failure(String dialect, int status, Optional<Duration> retryAfter, ObjectNode error,
            String message, boolean own) {
        String code = word(error.get("code"));
        String type = word(error.get("type"));
        Kind kind = kind(status, code, type, message);
        if (kind == Kind.KEY_REFUSED) {
            return Failure.of(kind, "The upstream refuses the key that this gateway holds.");
        }
        boolean ours = kind == Kind.NOT_SERVED || status < 400;
        return new Failure(kind, ours ? kind.status() : status, message, text(error.get("param")),
                code.isEmpty() ? Optional.empty() : Optional.of(code), retryAfter.or(() -> retryAfter(message)),
                own ? Extras.of(dialect, "", error) : Extras.NONE);
    }

    /** A body that is no JSON object: a page of a proxy, one string, nothing. */
    private static Failure plain(int status, Optional<Duration> retryAfter, String text) {
        boolean readable = !text.isEmpty() && !text.startsWith("<") && !text.equals("null") && text.length() < 500;
        String message = readable ? list(text).orElse(text) : "The upstream answered " + status + ".";
        Kind kind = kind(status, "", "", readable ? message : "");
        if (kind == Kind.KEY_REFUSED) {
            return Failure.of(kind, "The upstream refuses the key that this gateway holds.");
        }
        boolean page = text.startsWith("<") && (kind == Kind.NOT_FOUND || kind == Kind.INVALID);
        kind = page ? Kind.UPSTREAM_GARBAGE : kind;
        return new Failure(kind, page || status < 400 ? kind.status() : status, message, Optional.empty(),
                Optional.empty(), retryAfter, Extras.NONE);
    }

    /** The message of an array of errors, or of a JSON string. */
    private static Optional<String> list(String text) {
        if (!text.startsWith("[") && !text.startsWith("\"")) {
            return Optional.empty();
        }
        return Json.objectIn("{\"message\":" + text + "}").flatMap(ErrorObjects::message);
    }

    private static Kind kind(int status, String code, String type, String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("country, region, or territory")) {
            return Kind.NOT_SERVED;
        }
        if (status == 402) {
            return Kind.QUOTA_SPENT;
        }
        Optional<Kind> said = ErrorWords.kind(code)
                .or(() -> ErrorWords.kind(type).filter(kind -> status == 0 || kind != Kind.INVALID));
        if (said.isPresent() && !(said.get() == Kind.INVALID && status >= 500)) {
            return said.get();
        }
        return switch (status) {
            case 401, 403 -> Kind.KEY_REFUSED;
            case 404 -> words.contains("model") ? Kind.NO_MODEL : Kind.NOT_FOUND;
            case 408 -> Kind.UPSTREAM_TIMEOUT;
            case 409 -> Kind.UPSTREAM_ERROR;
            case 413 -> Kind.TOO_LARGE;
            case 429 -> words.contains("quota") || words.contains("balance") ? Kind.QUOTA_SPENT : Kind.RATE_LIMITED;
            case 503, 529 -> Kind.OVERLOADED;
            case 504 -> Kind.UPSTREAM_TIMEOUT;
            default -> status >= 400 && status < 500 ? Kind.INVALID : Kind.UPSTREAM_ERROR;
        };
    }

    private static Optional<String> message(ObjectNode object) {
        for (String name : List.of("message", "error", "detail", "msg")) {
            Optional<String> found = text(object.get(name));
            if (found.isPresent()) {
                return found;
            }
        }
        return text(object.path("base_resp").get("status_msg"));
    }

    /** A text, or the first that stands in a list of errors. */
    private static Optional<String> text(JsonNode node) {
        return switch (node) {
            case null -> Optional.empty();
            case StringNode text when !text.stringValue().isBlank() -> Optional.of(bounded(text.stringValue()));
            case ArrayNode list when !list.isEmpty() -> text(list.get(0));
            case ObjectNode object -> message(object);
            default -> Optional.empty();
        };
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static String word(JsonNode node) {
        return node == null || node.isContainer() || node.isNull() ? "" : node.asString("");
    }

    private static Optional<Duration> retryAfter(String message) {
        Matcher found = TRY_AGAIN.matcher(message);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            double count = Double.parseDouble(found.group(1));
            double millis = switch (found.group(2).toLowerCase(Locale.ROOT)) {
                case "ms" -> count;
                case "m" -> count * 60_000;
                default -> count * 1_000;
            };
            return Optional.of(Duration.ofMillis((long) Math.ceil(millis)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** A failure for a client that has seen nothing of an answer yet. */
    public static Refusal write(String dialect, Failure failure) {
        return new Refusal(failure.status(), Json.object().set("error", error(dialect, failure)));
    }

    /** The error object alone. */
    public static ObjectNode error(String dialect, Failure failure) {
        if (failure.raw().isOf(dialect) && failure.raw().fields().get("message") instanceof StringNode) {
            ObjectNode own = failure.raw().fields().deepCopy();
            own.put("message", failure.message());
            for (String name : List.of("type", "param", "code")) {
                if (!own.has(name)) {
                    own.set(name, name.equals("type")
                            ? StringNode.valueOf(ErrorWords.type(failure.kind()))
                            : NullNode.getInstance());
                }
            }
            return own;
        }
        ObjectNode error = Json.object().put("message", failure.message()).put("type", ErrorWords.type(failure.kind()));
        error.put("param", failure.param().orElse(null));
        error.put("code", ErrorWords.code(failure.kind()).or(() -> failure.code().filter(ErrorObjects::isOurs))
                .orElse(null));
        return error;
    }

    /** Codes of other vendors are in capitals or numbers; they would say nothing here. */
    private static boolean isOurs(String code) {
        return code.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_');
    }
}
