package dev.pollux.sandbox.gemini;

import dev.pollux.sandbox.gemini.Checker.Violation;
import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Errors;
import dev.pollux.sandbox.wire.Errors.Refused;
import dev.pollux.sandbox.wire.Json;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Google's refusals. */
final class Refusals {
    static final Errors ERRORS = new Errors("gemini/errors.txt",
            Map.of("content-type", "application/json; charset=UTF-8"));

    private Refusals() {}

    /** A request that is well formed and against a rule. */
    static Refused invalid(String message) {
        return new Refused(ERRORS.of("invalid", "message", Json.quote(message)));
    }

    /** A rule about one field of the request, in the form of Google's validators. */
    static Refused field(String path, String rule) {
        return invalid("* GenerateContentRequest." + path + ": " + rule + "\n");
    }

    static Refused violations(List<Violation> violations) {
        String message = violations.stream().map(Violation::description).collect(Collectors.joining("\n"));
        String details = violations.stream().map(Refusals::detail).collect(Collectors.joining(",\n"));
        return new Refused(ERRORS.of("violations", "message", Json.quote(message), "violations", details));
    }

    private static String detail(Violation violation) {
        String field = violation.field().isEmpty()
                ? ""
                : "            \"field\": " + Json.quote(violation.field()) + ",\n";
        return "          {\n" + field + "            \"description\": " + Json.quote(violation.description())
                + "\n          }";
    }

    /** The same refusal as the element of an array, as a stream without {@code alt=sse} has it. */
    static Whole inArray(Whole refusal) {
        return new Whole(refusal.status(), refusal.headers(), "[" + refusal.body().stripTrailing() + "\n]\n");
    }
}
