package dev.pollux.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;

import java.nio.charset.StandardCharsets;

/**
 * A parser that takes long strings of ASCII, as base64 is, from the document as they stand there.
 *
 * <p>The parser itself would gather their characters first, at two bytes each, and copy them twice: of a picture of 20 MB
 * five times its size.
 */
final class LongStrings extends JsonParserDelegate {
    /** Bytes from which a string, or a document, is long. */
    static final int LONG = 64 * 1024;

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
            int length = plain(from);
            if (length >= LONG && length <= Json.MAX_STRING_LENGTH) {
                return new String(document, from, length, StandardCharsets.ISO_8859_1); // the parser skips it
            }
        }
        return delegate.getString();
    }

    /** The length of a string in which every byte stands for itself, else -1. */
    private int plain(int from) {
        for (int at = from; at < document.length; at++) {
            byte one = document[at];
            if (one == '"') {
                return at - from;
            }
            if (one == '\\' || one < ' ') { // bytes of other characters than ASCII are negative
                return -1;
            }
        }
        return -1;
    }
}
