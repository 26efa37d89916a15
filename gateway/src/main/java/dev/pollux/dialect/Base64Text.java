package dev.pollux.dialect;

import java.util.Optional;

/** Base64 in the one form that all vendors take; clients send it in several. */
public final class Base64Text {

    private Base64Text() {}

    /**
     * A text as standard base64 with padding; empty if it is none, or of nothing.
     *
     * <p>The URL-safe alphabet, line breaks and missing padding are taken for what they mean.
     */
    public static Optional<String> standard(String text) {
        int letters = 0;
        while (letters < text.length() && isLetter(text.charAt(letters))) {
            letters++;
        }
        int padding = text.length() - letters;
        if (letters > 0 && padding <= 2 && text.length() % 4 == 0 && text.endsWith("=".repeat(padding))) {
            return Optional.of(text);
        }
        String plain = text.replaceAll("\\s", "").replaceAll("={1,2}$", "").replace('-', '+').replace('_', '/');
        if (plain.isEmpty() || plain.length() % 4 == 1 || !plain.chars().allMatch(c -> isLetter((char) c))) {
            return Optional.empty();
        }
        return Optional.of(plain + "=".repeat((4 - plain.length() % 4) % 4));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
