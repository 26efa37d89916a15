package dev.pollux.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The day over which vendors count a daily quota: it begins at midnight in California, and may have 23 or 25 hours. */
final class VendorDay {
    /** https://ai.google.dev/gemini-api/docs/rate-limits: requests per day reset at midnight Pacific time. */
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    private VendorDay() {}

    static LocalDate of(Instant moment) {
        return LocalDate.ofInstant(moment, ZONE);
    }

    /** How long it is until the next day begins. */
    static Duration left(Instant moment) {
        return Duration.between(moment, of(moment).plusDays(1).atStartOfDay(ZONE).toInstant());
    }
}
