package dev.pollux.dialect.openairesponses;

import dev.pollux.dialect.openai.ErrorObjects;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * A failure in the midst of a stream, in the few codes that clients understand there.
 *
 * @param failure with the words by which Codex learns how long to wait
 */
record StreamFailure(String code, Failure failure) {

    static StreamFailure of(Failure failure) {
        return new StreamFailure(code(failure), patient(failure));
    }

    private static String code(Failure failure) {
        return switch (failure.kind()) {
            case RATE_LIMITED -> "rate_limit_exceeded";
            case QUOTA_SPENT -> "insufficient_quota";
            case INVALID, TOO_LARGE -> failure.code().orElse("").equals("context_length_exceeded")
                    ? "context_length_exceeded"
                    : "invalid_prompt";
            case UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, NO_MODEL, METHOD_NOT_ALLOWED, CLIENT_SLOW, UNSUPPORTED_MEDIA,
                    CLIENT_GONE ->
                "invalid_prompt";
            case INTERNAL, KEY_REFUSED, NOT_SERVED, UPSTREAM_ERROR, UPSTREAM_REFUSED, UPSTREAM_GARBAGE, UPSTREAM_CUT,
                    UPSTREAM_TIMEOUT, UPSTREAM_STALLED, OVERLOADED, SHED, SHUTDOWN ->
                "server_error";
        };
    }

    private static Failure patient(Failure failure) {
        if (failure.kind() != Kind.RATE_LIMITED || failure.retryAfter().isEmpty()
                || failure.message().contains("try again in")) {
            return failure;
        }
        Duration wait = failure.retryAfter().get();
        String seconds = BigDecimal.valueOf(wait.toMillis()).movePointLeft(3).setScale(3, RoundingMode.CEILING)
                .stripTrailingZeros().toPlainString();
        return failure.withMessage(failure.message() + " Please try again in " + seconds + "s.");
    }

    ObjectNode error() {
        return ErrorObjects.error(Words.DIALECT, failure).put("code", code);
    }
}
