package dev.pollux.dialect.openai;

import dev.pollux.dialect.Base64Text;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code data:} URL in base64 (RFC 2397).
 *
 * @param mimeType all that stands before {@code ;base64}, with the parameters that it needs (the rate of a sound); base64
 *        has no character set
 */
public record DataUrl(Optional<String> mimeType, String base64) {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=[^;]*");
    private static final String SCHEME = "data:";
    private static final String ENCODING = ";base64,";

    /** Whether a URL carries its bytes in itself, well-formed or not. */
    public static boolean is(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Reads a URL that carries base64; empty for every other URL. */
    public static Optional<DataUrl> read(String url) {
        int head = url.indexOf(',');
        if (head < SCHEME.length() + ENCODING.length() - 1 || !is(url)
                || !url.regionMatches(true, head + 1 - ENCODING.length(), ENCODING, 0, ENCODING.length())) {
            return Optional.empty();
        }
        String type = CHARSET.matcher(url.substring(SCHEME.length(), head + 1 - ENCODING.length())).replaceFirst("");
        return Optional.of(new DataUrl(type.isEmpty() ? Optional.empty() : Optional.of(type), url.substring(head + 1)));
    }

    /** The same with its bytes as standard base64; empty if they are none. */
    public Optional<DataUrl> sound() {
        return Base64Text.standard(base64).map(bytes -> new DataUrl(mimeType, bytes));
    }

    public static String write(String mimeType, String base64) {
        return SCHEME + mimeType + ENCODING + base64;
    }
}
