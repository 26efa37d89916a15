package dev.pollux.dialect.openai;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a vendor's refusal, whatever its shape, for what it means. */
final class ErrorReader {
    private static final Pattern TRY_AGAIN = Pattern.compile("(?i)try again in ([0-9.]{1,10}) ?(ms|s|m)\\b");
    private static final int LONGEST_MESSAGE = 2_000;

    private ErrorReader() {}

    static Failure read(String dialect, int status, Optional<Duration> retryAfter, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return read(dialect, status, retryAfter, tree(text), text);
    }

    /** @param text the body where it is no JSON */
    static Failure read(String dialect, int status, Optional<Duration> retryAfter, JsonNode body, String text) {
        JsonNode error = error(body);
        String type = word(error, "type");
        String code = code(error);
        int said = said(status, error);
        String message = message(body, error, text)
                .orElse(said < 400 ? "The upstream failed." : "The upstream answered with status " + said + ".");
        Kind kind = text.startsWith("<") && (said == 400 || said == 404)
                ? Kind.UPSTREAM_GARBAGE // a page for people: no API is there
                : ErrorWords.kind(error.has("status_code") ? "base_resp." + code : code, type, message, said);
        if (kind == Kind.KEY_REFUSED) {
            // the vendor's words show a piece of the key
            return Failure.of(kind, "The upstream refuses the gateway's credentials.");
        }
        Optional<String> told = kind == Kind.INVALID && ErrorWords.isTooLong(code, message)
                ? Optional.of("context_length_exceeded")
                : ErrorWords.asksForLess(code, type, message, said)
                        ? Optional.of(Failure.SLOW_DOWN)
                        : Optional.of(code).filter(any -> !any.isEmpty() && !isStatus(any));
        boolean ours = said < 400 || kind == Kind.NOT_SERVED || kind == Kind.QUOTA_SPENT
                || kind == Kind.UPSTREAM_GARBAGE;
        boolean own = error instanceof ObjectNode && error.path("message").isString();
        return new Failure(kind, ours ? kind.status() : said, message,
                Optional.of(word(error, "param")).filter(any -> !any.isEmpty()), told,
                retryAfter.or(() -> retryAfter(message)),
                own ? Extras.of(dialect, "", (ObjectNode) error) : Extras.NONE);
    }

    /** The object that tells the error: in {@code error}, in a list, in MiniMax's {@code base_resp}, or the body. */
    private static JsonNode error(JsonNode body) {
        JsonNode outer = body instanceof ArrayNode list ? list.path(0) : body;
        if (outer.path("error").isObject()) {
            return outer.path("error");
        }
        return outer.path("base_resp").isObject() ? outer.path("base_resp") : outer;
    }

    private static Optional<String> message(JsonNode body, JsonNode error, String text) {
        for (JsonNode place : List.of(error.path("message"), error.path("error"), error.path("status_msg"),
                error.path("msg"), error.path("detail"), error.path("detail").path(0).path("msg"), body)) {
            if (place.isString() && !place.stringValue().isBlank()) {
                return Optional.of(cut(place.stringValue()));
            }
        }
        // a page for people or a piece of JSON that nobody knows says nothing to a client
        boolean plain = !text.isEmpty() && body.isMissingNode() && "<{[".indexOf(text.charAt(0)) < 0;
        return plain ? Optional.of(cut(text)) : Optional.empty();
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static String code(JsonNode error) {
        for (JsonNode place : List.of(error.path("code"), error.path("status_code"),
                error.path("innererror").path("code"))) {
            if (place.isString() || place.isIntegralNumber()) {
                return place.asString();
            }
        }
        return "";
    }

    /** The status that the vendor means: OpenRouter tells it as the code, in an answer with status 200 too. */
    private static int said(int status, JsonNode error) {
        if (status >= 400) {
            return status;
        }
        return Stream.of(error.path("code"), error.path("http_code")).map(place -> place.asString(""))
                .filter(ErrorReader::isStatus).map(Integer::valueOf).findFirst().orElse(status);
    }

    private static boolean isStatus(String code) {
        return code.length() == 3 && (code.startsWith("4") || code.startsWith("5"))
                && code.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String word(JsonNode error, String name) {
        return error.path(name).isString() ? error.path(name).stringValue() : "";
    }

    private static JsonNode tree(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : Json.tree(text);
        } catch (JsonException _) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<Duration> retryAfter(String message) {
        Matcher found = TRY_AGAIN.matcher(message);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            double count = Double.parseDouble(found.group(1));
            double millis = switch (found.group(2)) {
                case "ms", "MS" -> count;
                case "m", "M" -> count * 60_000;
                default -> count * 1_000;
            };
            return Optional.of(Duration.ofMillis((long) Math.ceil(millis)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
