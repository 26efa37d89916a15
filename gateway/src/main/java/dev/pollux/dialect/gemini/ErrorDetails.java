package dev.pollux.dialect.gemini;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What the typed details of an error say (google.rpc.Status), with the message where it alone says it. */
record ErrorDetails(JsonNode details, String message) {
    private static final String RETRY_IN = "Please retry in ";
    /** A vendor that names a later time than this means something else. */
    private static final Duration LONGEST = Duration.ofDays(31);

    /** The reason of ErrorInfo, empty where there is none. */
    String reason() {
        return detail("ErrorInfo").path("reason").asString("");
    }

    /** The field of the request that BadRequest names first. */
    Optional<String> field() {
        return detail("BadRequest").path("fieldViolations").path(0).path("field").asStringOpt()
                .filter(field -> !field.isEmpty());
    }

    /** Whether waiting a minute is of no use: the quota of a day is used up, or there is none. */
    boolean isSpent() {
        return isWithoutQuota() || names("PerDay");
    }

    /** Whether there is no quota at all. */
    boolean isWithoutQuota() {
        return message.contains("limit: 0,") || message.endsWith("limit: 0") || message.contains("limit: 0\n");
    }

    /** Whether one of the quotas that are used up has a word in its name. */
    boolean names(String word) {
        for (JsonNode violation : detail("QuotaFailure").path("violations")) {
            if (violation.path("quotaId").asString("").contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** When to ask again: RetryInfo, else what the message says of it. */
    Optional<Duration> retryAfter() {
        Optional<Duration> told = duration(detail("RetryInfo").path("retryDelay").asString(""));
        int at = message.indexOf(RETRY_IN);
        return told.isPresent() || at < 0 ? told : duration(amount(message, at + RETRY_IN.length()));
    }

    private JsonNode detail(String type) {
        for (JsonNode detail : details) {
            if (detail.path("@type").asString("").endsWith("google.rpc." + type)) {
                return detail;
            }
        }
        return details.path("none");
    }

    /** The digits, the point and the unit from a place on. */
    private static String amount(String text, int from) {
        int end = from;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        int unit = end;
        while (unit < text.length() && Character.isLetter(text.charAt(unit))) {
            unit++;
        }
        return text.substring(from, unit);
    }

    private static Optional<Duration> duration(String text) {
        boolean millis = text.endsWith("ms");
        String number = text.endsWith("s") ? text.substring(0, text.length() - (millis ? 2 : 1)) : "";
        if (number.isEmpty() || number.length() > 30) {
            return Optional.empty();
        }
        try {
            BigDecimal amount = new BigDecimal(number);
            Duration duration = Duration.ofMillis(amount.movePointRight(millis ? 0 : 3).longValue());
            return duration.isNegative() || duration.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(duration);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
