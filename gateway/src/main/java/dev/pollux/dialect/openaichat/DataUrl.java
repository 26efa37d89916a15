package dev.pollux.dialect.openaichat;

import java.util.Optional;

/** The two pieces of a {@code data:} URL in base64 (RFC 2397). */
record DataUrl(Optional<String> mimeType, String base64) {
    private static final String SCHEME = "data:";
    private static final String ENCODING = ";base64";

    static boolean is(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Reads a URL of which {@link #is} holds; empty if it is malformed. */
    static Optional<DataUrl> read(String url) {
        int comma = url.indexOf(',');
        if (comma < 0) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma);
        if (head.length() < ENCODING.length() || !head.regionMatches(true, head.length() - ENCODING.length(), ENCODING,
                0, ENCODING.length())) {
            return Optional.empty();
        }
        int end = head.indexOf(';');
        Optional<String> type = end == 0 ? Optional.empty() : Optional.of(head.substring(0, end));
        return base64(url.substring(comma + 1)).map(bytes -> new DataUrl(type, bytes));
    }

    static String write(String mimeType, String base64) {
        return SCHEME + mimeType + ENCODING + "," + base64;
    }

    /** The text as standard base64 with padding, or empty if it is none, or of nothing. */
    static Optional<String> base64(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int end = text.length();
        while (end > 0 && end > text.length() - 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!isStandard(text.charAt(i))) {
                return repaired(text);
            }
        }
        return text.length() % 4 == 0 ? Optional.of(text) : repaired(text);
    }

    /** Takes the URL-safe alphabet, line breaks and missing padding for what they mean. */
    private static Optional<String> repaired(String text) {
        var plain = new StringBuilder(text.length() + 2);
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                padding++;
            } else if (padding == 0 && (isStandard(c) || c == '-' || c == '_')) {
                plain.append(c == '-' ? '+' : c == '_' ? '/' : c);
            } else if (!Character.isWhitespace(c)) {
                return Optional.empty();
            }
        }
        if (padding > 2 || plain.isEmpty() || plain.length() % 4 == 1) {
            return Optional.empty();
        }
        return Optional.of(plain.append("=".repeat((4 - plain.length() % 4) % 4)).toString());
    }

    private static boolean isStandard(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
