package dev.pollux.dialect.gemini;

import dev.pollux.dialect.Refusal;
import dev.pollux.json.Json;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.time.Duration;

/** Writes a failure as {@code google.rpc.Status}, the vendor's own details where it was one. */
final class FailureWriter {
    private static final String TYPE = "type.googleapis.com/google.rpc.";

    private FailureWriter() {}

    static Refusal write(Failure failure) {
        // our key or our place is at fault there, and the client must not look for the fault in its own
        boolean ours = failure.kind() == Kind.KEY_REFUSED || failure.kind() == Kind.NOT_SERVED;
        int status = ours ? failure.kind().status() : failure.status();
        ObjectNode error = Json.object().put("code", status).put("message", failure.message());
        if (failure.raw().isOf(Gemini.NAME) && !ours) {
            failure.raw().fields().properties().stream().filter(field -> !error.has(field.getKey()))
                    .forEach(field -> error.set(field.getKey(), field.getValue()));
        }
        if (!error.has("status")) {
            error.put("status", word(failure.kind()));
        }
        if (!error.has("details")) {
            ArrayNode details = details(failure);
            if (!details.isEmpty()) {
                error.set("details", details);
            }
        }
        return new Refusal(status, Json.object().set("error", error));
    }

    private static ArrayNode details(Failure failure) {
        ArrayNode details = Json.array();
        if (failure.kind() == Kind.UNAUTHENTICATED) {
            details.addObject().put("@type", TYPE + "ErrorInfo").put("reason", "API_KEY_INVALID").put("domain",
                    "googleapis.com");
        }
        failure.param().ifPresent(field -> details.addObject().put("@type", TYPE + "BadRequest")
                .putArray("fieldViolations").addObject().put("field", field).put("description", failure.message()));
        if (failure.kind() == Kind.QUOTA_SPENT) {
            // the one word by which Gemini CLI knows that waiting is of no use
            details.addObject().put("@type", TYPE + "QuotaFailure").putArray("violations").addObject().put("quotaId",
                    "GenerateRequestsPerDayPerProjectPerModel");
        }
        failure.retryAfter().ifPresent(after -> details.addObject().put("@type", TYPE + "RetryInfo").put("retryDelay",
                seconds(after)));
        return details;
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case INVALID, TOO_LARGE, UNSUPPORTED_MEDIA -> "INVALID_ARGUMENT";
            case UNAUTHENTICATED -> "UNAUTHENTICATED";
            case FORBIDDEN -> "PERMISSION_DENIED";
            case NOT_FOUND, NO_MODEL -> "NOT_FOUND";
            case METHOD_NOT_ALLOWED -> "UNIMPLEMENTED";
            case RATE_LIMITED, QUOTA_SPENT -> "RESOURCE_EXHAUSTED";
            case CLIENT_GONE -> "CANCELLED";
            case INTERNAL, KEY_REFUSED, NOT_SERVED, UPSTREAM_ERROR -> "INTERNAL";
            case UPSTREAM_REFUSED, UPSTREAM_GARBAGE, UPSTREAM_CUT, OVERLOADED, SHED, SHUTDOWN -> "UNAVAILABLE";
            case CLIENT_SLOW, UPSTREAM_TIMEOUT, UPSTREAM_STALLED -> "DEADLINE_EXCEEDED";
        };
    }
}
