package dev.pollux.keys;

import java.util.Locale;

/** Which of the keys that may be used is taken. */
public enum Selection {
    /** One after the other: every key gets the same number of requests. */
    ROUND_ROBIN,
    /** Any. */
    RANDOM,
    /** The one with the fewest requests in work, and among those the one used least. */
    LEAST_USED,
    /** The same for the same conversation, so that the vendor's cache of its beginning is of use. */
    STICKY;

    /** As it is written in settings: {@code round-robin}. */
    public static Selection of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
