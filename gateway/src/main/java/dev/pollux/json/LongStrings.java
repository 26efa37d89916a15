package dev.pollux.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A parser that takes long strings of ASCII, as base64 is, from the document as they stand there.
 *
 * <p>The parser itself would gather their characters first, at two bytes each, and copy them twice: of a picture of 20 MB
 * five times its size.
 */
final class LongStrings extends JsonParserDelegate {
    /** Bytes from which a string, or a document, is long. */
    static final int LONG = 64 * 1024;

    /** A plus sign as it is escaped, behind the backslash. */
    private static final byte[] LARGE_PLUS = {'u', '0', '0', '2', 'B'};
    private static final byte[] SMALL_PLUS = {'u', '0', '0', '2', 'b'};

    private final byte[] document;

    /** @param parser of the document from its first byte */
    LongStrings(JsonParser parser, byte[] document) {
        super(parser);
        this.document = document;
    }

    @Override
    public String getString() {
        if (delegate.currentToken() == JsonToken.VALUE_STRING) {
            int from = (int) delegate.currentTokenLocation().getByteOffset() + 1;
            int length = length(from);
            if (length >= LONG && length <= Json.MAX_STRING_LENGTH) {
                String text = text(from, length);
                if (text != null) {
                    return text; // the parser skips it
                }
            }
        }
        return delegate.getString();
    }

    /** The length of a string as it stands there, if every byte of it is ASCII, else -1. */
    private int length(int from) {
        for (int at = from; at < document.length; at++) {
            byte one = document[at];
            if (one == '"') {
                return at - from;
            }
            if (one == '\\') {
                at++;
            } else if (one < ' ') { // bytes of other characters than ASCII are negative
                return -1;
            }
        }
        return -1;
    }

    /** What these bytes mean; {@code null} if that is not all ASCII. */
    private @Nullable String text(int from, int length) {
        int escape = from;
        while (escape < from + length && document[escape] != '\\') {
            escape++;
        }
        return escape == from + length
                ? new String(document, from, length, StandardCharsets.ISO_8859_1)
                : unescaped(from, length);
    }

    /** Base64 with escapes: there are clients that escape a slash, and others that escape a plus sign. */
    private @Nullable String unescaped(int from, int length) {
        byte[] text = new byte[length];
        int to = 0;
        for (int at = from; at < from + length; at++) {
            byte one = document[at];
            if (one == '\\') {
                at++;
                if (document[at] == '/') {
                    one = '/';
                } else if (isEscapedPlus(at)) {
                    one = '+';
                    at += SMALL_PLUS.length - 1;
                } else {
                    return null;
                }
            }
            text[to++] = one;
        }
        return new String(text, 0, to, StandardCharsets.ISO_8859_1);
    }

    private boolean isEscapedPlus(int at) {
        return Arrays.equals(document, at, Math.min(at + LARGE_PLUS.length, document.length), LARGE_PLUS, 0,
                LARGE_PLUS.length)
                || Arrays.equals(document, at, Math.min(at + SMALL_PLUS.length, document.length), SMALL_PLUS, 0,
                        SMALL_PLUS.length);
    }
}
