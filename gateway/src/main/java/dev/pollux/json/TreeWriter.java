package dev.pollux.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;

/** Writes a tree by a generator; what {@link TreeReader} is for reading. */
final class TreeWriter {
    /** Characters of a text for which a look at all of them at once pays. */
    private static final int SHORTEST = 48;
    /** Longer ones are not copied once more for it. */
    private static final int LONGEST = 64 * 1024;

    private final JsonGenerator out;
    private final boolean utf8;

    /** @param utf8 whether the generator writes bytes, not characters */
    TreeWriter(JsonGenerator out, boolean utf8) {
        this.out = out;
        this.utf8 = utf8;
    }

    void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                node.forEachEntry((name, value) -> {
                    out.writeName(name);
                    write(value);
                });
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode element : node) {
                    write(element);
                }
                out.writeEndArray();
            }
            case STRING -> text(node.stringValue());
            case NUMBER -> number(node);
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NULL -> out.writeNull();
            case BINARY, MISSING, POJO -> throw new IllegalStateException("no JSON: " + node.getNodeType());
        }
    }

    private void text(String text) {
        byte[] plain = utf8 && text.length() >= SHORTEST && text.length() <= LONGEST ? plain(text) : null;
        if (plain == null) {
            out.writeString(text);
        } else {
            out.writeRawUTF8String(plain, 0, plain.length);
        }
    }

    /** A text in which every character is ASCII and stands for itself, as bytes; {@code null} if it is another. */
    private static byte @Nullable [] plain(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != text.length()) {
            return null;
        }
        boolean plain = AsciiBytes.plainUntil(bytes, 0, bytes.length) == bytes.length;
        return plain && !hasLostSurrogates(bytes, text) ? bytes : null;
    }

    /** Half a pair, which UTF-8 cannot say, has become a question mark. */
    private static boolean hasLostSurrogates(byte[] bytes, String text) {
        return AsciiBytes.has('?', bytes) && !new String(bytes, StandardCharsets.ISO_8859_1).equals(text);
    }

    private void number(JsonNode node) {
        switch (node.numberType()) {
            case INT -> out.writeNumber(node.intValue());
            case LONG -> out.writeNumber(node.longValue());
            case BIG_INTEGER -> out.writeNumber(node.bigIntegerValue());
            case FLOAT -> out.writeNumber(node.floatValue());
            case DOUBLE -> out.writeNumber(node.doubleValue());
            case BIG_DECIMAL -> out.writeNumber(node.decimalValue());
        }
    }
}
