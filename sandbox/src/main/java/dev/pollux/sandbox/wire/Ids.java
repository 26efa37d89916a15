package dev.pollux.sandbox.wire;

import java.util.concurrent.atomic.AtomicLong;

/** Identifiers: unique in the process, short, of letters and digits. */
public final class Ids {
    private static final AtomicLong COUNTER = new AtomicLong();

    private Ids() {}

    /** The next one behind a prefix such as {@code chatcmpl-}. */
    public static String next(String prefix) {
        String digits = Long.toString(COUNTER.incrementAndGet(), 36);
        return prefix + "sbx" + "0".repeat(Math.max(0, 9 - digits.length())) + digits;
    }
}
