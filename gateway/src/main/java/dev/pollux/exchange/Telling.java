package dev.pollux.exchange;

import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.upstream.Answer.Origin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a client is told beside the answer itself: a failure in its dialect, and in headers how the answer came about. */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
    /** Characters of a header that holds words of a client. */
    private static final int LONGEST_HEADER = 1_024;

    private Telling() {}

    /** Tells a failure before the answer began; behind its beginning the connection can only be broken off. */
    static void refuse(Question question, Client client, Ledger ledger, Failure failure) {
        boolean begun = ledger.hasBegun();
        ledger.failed(failure);
        ledger.settle();
        if (failure.kind() == Failure.Kind.CLIENT_GONE || begun) {
            client.abort(new byte[0]);
            return;
        }
        var refusal = question.dialect().writeFailure(failure, question.id());
        var headers = new LinkedHashMap<>(ledger.rates());
        failure.retryAfter().ifPresent(
                wait -> headers.put("retry-after", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000))));
        ledger.inVain().ifPresent(vain -> tried(vain.target(), vain.calls(), headers));
        if (failure.isFinal() || ledger.isSpent()) {
            headers.put("x-should-retry", "false"); // the vendors' libraries and Claude Code heed it
        }
        client.answer(refusal.status(), "application/json", headers, Json.bytes(refusal.body()));
    }

    static Failure failure(RuntimeException e, Question question, Client client) {
        return switch (e) {
            // an interrupted thread takes its client for gone; it may have been us
            case FailureException told when told.failure().kind() == Failure.Kind.CLIENT_GONE ->
                client.stopped().orElse(told.failure());
            case FailureException told -> told.failure();
            case JsonException json -> malformed(json);
            default -> {
                LOG.error("{} failed by our own mistake", question.id(), e);
                yield Failure.of(Failure.Kind.INTERNAL, "The gateway made a mistake.");
            }
        };
    }

    static Map<String, String> headers(Origin origin, Ledger ledger) {
        var headers = new LinkedHashMap<>(ledger.rates());
        tried(origin.target().name(), origin.attempts(), headers);
        if (!origin.losses().isEmpty()) {
            headers.put("x-pollux-losses", word(String.join(", ", origin.losses())));
        }
        return headers;
    }

    private static void tried(String target, int calls, Map<String, String> headers) {
        headers.put("x-pollux-upstream", word(target));
        headers.put("x-pollux-attempts", Integer.toString(calls));
    }

    /** Clients choose names of fields and models: what no header may hold is a question mark, what is too long is cut. */
    private static String word(String text) {
        String cut = text.substring(0, Math.min(text.length(), LONGEST_HEADER));
        for (int i = 0; i < cut.length(); i++) {
            if (isOdd(cut.charAt(i))) { // hardly any word is
                return plain(cut);
            }
        }
        return cut;
    }

    private static String plain(String odd) {
        var word = new StringBuilder(odd);
        for (int i = 0; i < word.length(); i++) {
            if (isOdd(word.charAt(i))) {
                word.setCharAt(i, '?');
            }
        }
        return word.toString();
    }

    private static boolean isOdd(char c) {
        return c < ' ' || c > '~';
    }

    private static Failure malformed(JsonException e) {
        String code = switch (e.reason()) {
            case MALFORMED -> "invalid_json";
            case MISSING -> "missing_required_parameter";
            case ILL_TYPED -> "invalid_type";
            case NOT_ALLOWED -> "invalid_value";
        };
        String message = e.reason() == JsonException.Reason.MALFORMED
                ? "The body of the request could not be read: " + e.getMessage()
                : e.getMessage();
        return Failure.invalid(e.path(), message).withCode(code);
    }
}
