package dev.pollux.dialect.openai;

import dev.pollux.model.Rates;
import dev.pollux.model.Rates.Rate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is left of a client's limits as OpenAI tells it: {@code x-ratelimit-remaining-requests}. */
public final class RateHeaders {
    private RateHeaders() {}

    public static Map<String, String> of(Rates rates) {
        var headers = new LinkedHashMap<String, String>();
        rates.requests().ifPresent(rate -> put(headers, "requests", rate));
        rates.tokens().ifPresent(rate -> put(headers, "tokens", rate));
        return headers;
    }

    private static void put(Map<String, String> headers, String what, Rate rate) {
        headers.put("x-ratelimit-limit-" + what, Long.toString(rate.limit()));
        headers.put("x-ratelimit-remaining-" + what, Long.toString(rate.left()));
        headers.put("x-ratelimit-reset-" + what, text(rate.wholeIn()));
    }

    /** {@code 6m0s}, {@code 20s} or {@code 12ms}, as the vendor writes it. */
    private static String text(Duration time) {
        if (time.toSeconds() == 0) {
            return time.toMillis() + "ms";
        }
        String hours = time.toHours() == 0 ? "" : time.toHours() + "h";
        String minutes = time.toMinutes() == 0 ? "" : time.toMinutesPart() + "m";
        return hours + minutes + time.toSecondsPart() + "s";
    }
}
