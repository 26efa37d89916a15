package dev.pollux.dialect.anthropic;

import dev.pollux.model.Rates;
import dev.pollux.model.Rates.Rate;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is left of a client's limits as Anthropic tells it: {@code anthropic-ratelimit-requests-remaining}. */
final class RateHeaders {
    private RateHeaders() {}

    static Map<String, String> of(Rates rates) {
        var headers = new LinkedHashMap<String, String>();
        rates.requests().ifPresent(rate -> put(headers, "requests", rate));
        rates.tokens().ifPresent(rate -> put(headers, "tokens", rate));
        return headers;
    }

    private static void put(Map<String, String> headers, String what, Rate rate) {
        String name = "anthropic-ratelimit-" + what;
        headers.put(name + "-limit", Long.toString(rate.limit()));
        headers.put(name + "-remaining", Long.toString(rate.left()));
        headers.put(name + "-reset", rate.wholeAt().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
