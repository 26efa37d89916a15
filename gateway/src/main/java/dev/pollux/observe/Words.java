package dev.pollux.observe;

import dev.pollux.exchange.Outcome;

import java.util.Locale;

/**
 * Words that a client chose, cut and stripped of control characters, so that nobody writes log lines of their own.
 */
final class Words {
    /** Characters of one. */
    private static final int LONGEST = 256;

    private Words() {}

    static String safe(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        for (int i = 0; i < cut.length(); i++) {
            if (isLineBreaker(cut.charAt(i))) {
                return cut.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]", " ");
            }
        }
        return cut;
    }

    /** Where the numbers of tokens are from. */
    static String source(Outcome outcome) {
        return outcome.usage().isKnown() ? "reported" : outcome.estimated() ? "estimated" : "unknown";
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isLineBreaker(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
