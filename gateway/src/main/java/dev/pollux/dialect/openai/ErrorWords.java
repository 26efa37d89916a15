package dev.pollux.dialect.openai;

import dev.pollux.model.Failure.Kind;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words by which OpenAI and those that took over its shape say what went wrong. */
final class ErrorWords {
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("insufficient_quota", Kind.QUOTA_SPENT),
            Map.entry("credit_balance_exhausted", Kind.QUOTA_SPENT),
            Map.entry("billing_hard_limit_reached", Kind.QUOTA_SPENT),
            Map.entry("billing_not_active", Kind.QUOTA_SPENT),
            Map.entry("usage_not_included", Kind.QUOTA_SPENT),
            Map.entry("exceeded_current_quota_error", Kind.QUOTA_SPENT),
            Map.entry("accountoverdueerror", Kind.QUOTA_SPENT),
            Map.entry("arrearage", Kind.QUOTA_SPENT),
            Map.entry("rate_limit_exceeded", Kind.RATE_LIMITED),
            Map.entry("rate_limit_error", Kind.RATE_LIMITED),
            Map.entry("rate_limit_reached_error", Kind.RATE_LIMITED),
            Map.entry("slow_down", Kind.RATE_LIMITED),
            Map.entry("requests", Kind.RATE_LIMITED),
            Map.entry("tokens", Kind.RATE_LIMITED),
            Map.entry("limit_requests", Kind.RATE_LIMITED),
            Map.entry("invalid_api_key", Kind.KEY_REFUSED),
            Map.entry("account_deactivated", Kind.KEY_REFUSED),
            Map.entry("authentication_error", Kind.KEY_REFUSED),
            Map.entry("authenticationerror", Kind.KEY_REFUSED),
            Map.entry("invalid_authentication_error", Kind.KEY_REFUSED),
            Map.entry("incorrect_api_key_error", Kind.KEY_REFUSED),
            Map.entry("permission_error", Kind.KEY_REFUSED),
            Map.entry("permission_denied_error", Kind.KEY_REFUSED),
            Map.entry("unsupported_country_region_territory", Kind.NOT_SERVED),
            Map.entry("model_not_found", Kind.NO_MODEL),
            Map.entry("deploymentnotfound", Kind.NO_MODEL),
            Map.entry("invalidendpointormodel.notfound", Kind.NO_MODEL),
            Map.entry("resource_not_found_error", Kind.NO_MODEL),
            Map.entry("server_is_overloaded", Kind.OVERLOADED),
            Map.entry("service_unavailable_error", Kind.OVERLOADED),
            Map.entry("engine_overloaded_error", Kind.OVERLOADED),
            Map.entry("overloaded_error", Kind.OVERLOADED),
            Map.entry("serveroverloaded", Kind.OVERLOADED),
            Map.entry("server_error", Kind.UPSTREAM_ERROR),
            Map.entry("api_error", Kind.UPSTREAM_ERROR),
            Map.entry("internal_error", Kind.UPSTREAM_ERROR),
            Map.entry("vector_store_timeout", Kind.UPSTREAM_ERROR),
            Map.entry("invalid_request_error", Kind.INVALID),
            Map.entry("badrequesterror", Kind.INVALID),
            Map.entry("context_length_exceeded", Kind.INVALID),
            Map.entry("content_filter", Kind.INVALID),
            Map.entry("invalid_prompt", Kind.INVALID));

    private ErrorWords() {}

    /** What a code or a type says; empty where it says nothing of its own. */
    static Optional<Kind> kind(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.startsWith("throttling") || lower.startsWith("ratelimitexceeded")) {
            return Optional.of(Kind.RATE_LIMITED);
        }
        if (lower.startsWith("quotaexceeded")) {
            return Optional.of(Kind.QUOTA_SPENT);
        }
        return Optional.ofNullable(KINDS.get(lower));
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
            case INTERNAL, KEY_REFUSED, NOT_SERVED, UPSTREAM_ERROR, UPSTREAM_REFUSED, UPSTREAM_GARBAGE, UPSTREAM_CUT,
                    UPSTREAM_TIMEOUT, UPSTREAM_STALLED ->
                Optional.of("server_error");
            case INVALID, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, CLIENT_SLOW, TOO_LARGE, UNSUPPORTED_MEDIA,
                    CLIENT_GONE ->
                Optional.empty();
        };
    }
}
