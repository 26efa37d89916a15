package dev.pollux.dialect.openai;

import dev.pollux.model.Failure.Kind;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the codes, types and sentences of those mean who write errors as OpenAI does, and in which words we tell ours.
 *
 * <p>Where the words of a vendor say nothing, the status does.
 */
final class ErrorWords {
    /** By code or type, in lower case. A word with a star stands for all that begin so. */
    private static final Map<Kind, List<String>> WORDS = Map.of(
            Kind.KEY_REFUSED, List.of("invalid_api_key", "incorrect_api_key_error", "invalid_authentication_error",
                    "authentication_error", "authenticationerror", "invalidapikey", "account_deactivated",
                    "permission_denied_error", "permission_error", "accessdenied", "1000", "1001", "1002", "1003",
                    "1004", "token_expired",
                    "base_resp.1004"),
            Kind.QUOTA_SPENT, List.of("insufficient_quota", "credit_balance_exhausted",
                    "exceeded_current_quota_error", "billing_not_active", "billing_hard_limit_reached",
                    "usage_not_included", "arrearage",
                    "accountoverdueerror", "quotaexceeded*", "insufficient_balance", "1113", "1304", "1308", "1309",
                    "1310", "1311", "1313", "base_resp.1008"),
            Kind.RATE_LIMITED, List.of("rate_limit_exceeded", "rate_limit_error", "rate_limit_reached_error",
                    "limit_requests", "throttling*", "ratelimitexceeded*", "too_many_requests", "requests",
                    "tokens", "1302",
                    "1303", "base_resp.1002", "base_resp.1039"),
            Kind.OVERLOADED, List.of("server_is_overloaded", "engine_overloaded_error", "overloaded_error",
                    "serveroverloaded", "service_unavailable_error", "capacity_exceeded", "1305", "1312"),
            Kind.NO_MODEL, List.of("model_not_found", "model_not_exist", "invalidendpointormodel.notfound",
                    "modelnotopen", "deploymentnotfound", "resource_not_found_error", "1211", "20012"),
            Kind.NOT_SERVED, List.of("unsupported_country_region_territory"),
            Kind.TOO_LARGE, List.of("request_too_large"),
            Kind.INVALID, List.of("context_length_exceeded", "content_filter", "data_inspection_failed",
                    "datainspectionfailed", "unsupported_parameter", "unknown_parameter", "unsupported_value",
                    "invalid_value", "invalidparameter", "missingparameter", "responsibleaipolicyviolation",
                    "tool_use_failed", "invalid_prompt", "1210", "1212", "1213", "1214", "1215", "1261", "1301",
                    "base_resp.1026", "base_resp.1027", "base_resp.2013"),
            Kind.UPSTREAM_ERROR, List.of("server_error", "internal_server_error", "api_error", "internal_error",
                    "vector_store_timeout", "base_resp.1000"),
            Kind.UPSTREAM_TIMEOUT, List.of("base_resp.1001"));

    /** Too many at once, and no quota of a key: by code or type. */
    private static final List<String> LESS = List.of("slow_down", "limit_burst_rate", "throttling.burstrate");

    private static final List<String> TOO_LONG = List.of("context length", "context window", "maximum context",
            "prompt is too long", "too many tokens", "exceeds the model's", "prompt exceeds max length");

    private ErrorWords() {}

    static Kind kind(String code, String type, String message, int status) {
        if (asksForLess(code, type, message, status)) {
            return Kind.OVERLOADED;
        }
        Optional<Kind> told = known(code).or(() -> known(type))
                // a service that fails while it says that we are wrong has failed
                .filter(kind -> kind != Kind.INVALID || status < 500);
        return told.orElseGet(() -> status < 400 && (blames(code) || blames(type))
                ? Kind.INVALID
                : byMessage(message, status));
    }

    /** Whether the vendor would be well with fewer requests at a time. */
    static boolean asksForLess(String code, String type, String message, int status) {
        return Stream.of(code, type).map(word -> word.toLowerCase(Locale.ROOT)).anyMatch(LESS::contains)
                || (status == 429 && type.equals("engine_overloaded_error"))
                || (status == 503 && message.toLowerCase(Locale.ROOT).contains("slow down"));
    }

    static boolean isTooLong(String code, String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return code.equals("context_length_exceeded") || code.equals("1261")
                || TOO_LONG.stream().anyMatch(text::contains);
    }

    /** Words so general that a status says more, where there is one. */
    private static boolean blames(String word) {
        return word.equalsIgnoreCase("invalid_request_error") || word.equalsIgnoreCase("BadRequestError");
    }

    private static Optional<Kind> known(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return Optional.empty();
        }
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(known -> known.endsWith("*")
                        ? lower.startsWith(known.substring(0, known.length() - 1))
                        : lower.equals(known)))
                .map(Map.Entry::getKey).findFirst();
    }

    private static Kind byMessage(String message, int status) {
        String text = message.toLowerCase(Locale.ROOT);
        boolean money = text.contains("balance") || text.contains("quota");
        if (status == 429 && money) {
            return Kind.QUOTA_SPENT;
        }
        if (status == 404 && text.contains("model")) {
            return Kind.NO_MODEL;
        }
        if (status == 400 && text.contains("api key") && text.contains("valid")) {
            return Kind.KEY_REFUSED;
        }
        if (text.contains("country, region, or territory")
                || (status == 403 && (text.contains("country") || text.contains("region")))) {
            return Kind.NOT_SERVED;
        }
        return byStatus(status);
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 401, 403, 407, 434 -> Kind.KEY_REFUSED;
            case 402 -> Kind.QUOTA_SPENT;
            case 404, 405, 410 -> Kind.NOT_FOUND;
            case 408, 504, 524 -> Kind.UPSTREAM_TIMEOUT;
            case 413, 435 -> Kind.TOO_LARGE;
            case 415 -> Kind.UNSUPPORTED_MEDIA;
            case 429 -> Kind.RATE_LIMITED;
            case 498, 503, 529 -> Kind.OVERLOADED;
            case 409 -> Kind.UPSTREAM_ERROR;
            default -> status >= 400 && status < 500
                    ? Kind.INVALID
                    : Kind.UPSTREAM_ERROR;
        };
    }

    /** The type that clients expect with a kind. */
    static String type(Kind kind) {
        return switch (kind) {
            case INVALID, UNAUTHENTICATED, NOT_FOUND, NO_MODEL, METHOD_NOT_ALLOWED, CLIENT_SLOW, TOO_LARGE,
                    UNSUPPORTED_MEDIA, CLIENT_GONE ->
                "invalid_request_error";
            case FORBIDDEN -> "permission_error";
            case RATE_LIMITED -> "rate_limit_error";
            case QUOTA_SPENT -> "insufficient_quota";
            case OVERLOADED, SHED, SHUTDOWN -> "service_unavailable_error";
            case INTERNAL, KEY_REFUSED, NOT_SERVED, UPSTREAM_ERROR, UPSTREAM_REFUSED, UPSTREAM_GARBAGE, UPSTREAM_CUT,
                    UPSTREAM_TIMEOUT, UPSTREAM_STALLED ->
                "server_error";
        };
    }

    /** The code that clients expect with a kind; empty where there is none. */
    static Optional<String> code(Kind kind) {
        return switch (kind) {
            case UNAUTHENTICATED -> Optional.of("invalid_api_key");
            case NO_MODEL -> Optional.of("model_not_found");
            case RATE_LIMITED -> Optional.of("rate_limit_exceeded");
            case QUOTA_SPENT -> Optional.of("insufficient_quota");
            case OVERLOADED, SHED, SHUTDOWN -> Optional.of("server_is_overloaded");
            case INVALID, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, CLIENT_SLOW, TOO_LARGE, UNSUPPORTED_MEDIA,
                    CLIENT_GONE, INTERNAL, KEY_REFUSED, NOT_SERVED, UPSTREAM_ERROR, UPSTREAM_REFUSED, UPSTREAM_GARBAGE,
                    UPSTREAM_CUT, UPSTREAM_TIMEOUT, UPSTREAM_STALLED ->
                Optional.empty();
        };
    }
}
