package dev.pollux.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Jackson's parser of UTF-8, but it takes strings of ASCII from the document as they stand there.
 *
 * <p>Jackson gathers the characters of a string first, at two bytes each, and copies them twice: of a picture of 20 MB
 * five times its size, and a third of the time of a short document.
 */
final class AsciiParser extends UTF8StreamJsonParser {
    /** Bytes from which a string is long: worth a second look if there are escapes in it. */
    private static final int LONG = 64 * 1024;

    /** A plus sign as it is escaped, behind the backslash. */
    private static final byte[] LARGE_PLUS = {'u', '0', '0', '2', 'B'};
    private static final byte[] SMALL_PLUS = {'u', '0', '0', '2', 'b'};

    /** Makes these parsers wherever a document allows it. */
    static final class Factory extends JsonFactory {
        private static final long serialVersionUID = 1;

        Factory(JsonFactoryBuilder builder) {
            super(builder);
        }

        @Override
        protected JsonParser _createParser(ObjectReadContext readContext, IOContext ioContext, byte[] document,
                int from, int length) {
            if (!isUtf8(document, from, length)) {
                return super._createParser(readContext, ioContext, document, from, length);
            }
            return new AsciiParser(readContext, ioContext, readContext.getStreamReadFeatures(_streamReadFeatures),
                    readContext.getFormatReadFeatures(_formatReadFeatures),
                    _byteSymbolCanonicalizer.makeChild(_factoryFeatures), document, from, from + length);
        }

        /** Texts in other encodings, and those that begin with a mark of theirs, begin with other bytes. */
        private static boolean isUtf8(byte[] document, int from, int length) {
            return length > 1 && document[from] > 0 && document[from + 1] != 0;
        }
    }

    private AsciiParser(ObjectReadContext readContext, IOContext ioContext, int streamFeatures, int formatFeatures,
            ByteQuadsCanonicalizer names, byte[] document, int from, int to) {
        super(readContext, ioContext, streamFeatures, formatFeatures, null, names, document, from, to, 0, false);
    }

    /** The string at whose first character the parser stands; it is behind the quotation mark then. */
    @Override
    protected String _finishAndReturnString() {
        byte[] document = _inputBuffer;
        int from = _inputPtr;
        int to = AsciiBytes.plainUntil(document, from, _inputEnd);
        if (to < _inputEnd && document[to] == '"' && to - from <= Json.MAX_STRING_LENGTH) {
            _inputPtr = to + 1;
            return new String(document, from, to - from, StandardCharsets.ISO_8859_1);
        }
        String text = _inputEnd - from < LONG ? null : longText(from);
        return text == null ? super._finishAndReturnString() : text;
    }

    /** A long string all of ASCII with escapes in it; {@code null} for any other, which is left where it is. */
    private @Nullable String longText(int from) {
        int length = length(from);
        String text = length < LONG || length > Json.MAX_STRING_LENGTH ? null : unescaped(from, length);
        if (text != null) {
            _inputPtr = from + length + 1;
        }
        return text;
    }

    /** The length of a string as it stands there, if every byte of it is ASCII, else -1. */
    private int length(int from) {
        byte[] document = _inputBuffer;
        for (int at = from; at < _inputEnd; at++) {
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

    /** Base64 with escapes: there are clients that escape a slash, and others that escape a plus sign. */
    private @Nullable String unescaped(int from, int length) {
        byte[] document = _inputBuffer;
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
        int end = Math.min(at + SMALL_PLUS.length, _inputEnd);
        return Arrays.equals(_inputBuffer, at, end, SMALL_PLUS, 0, SMALL_PLUS.length)
                || Arrays.equals(_inputBuffer, at, end, LARGE_PLUS, 0, LARGE_PLUS.length);
    }
}
