package dev.pollux.dialect.openaichat;

import dev.pollux.sse.Frame;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A chunk of which all is ready but one JSON string: the piece of text that comes next.
 *
 * <p>Text may be cut inside a surrogate pair; the first half waits here for the second. Beside what JSON demands, the
 * line ends of Unicode are escaped too: some clients cut a stream into lines at them.
 */
final class Mould {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] before;
    private final byte[] after;
    private char held;

    /**
     * @param before all up to the string, without its quote
     * @param after all behind the string
     */
    Mould(String before, String after) {
        this.before = (before + "\"").getBytes(StandardCharsets.UTF_8);
        this.after = ("\"" + after).getBytes(StandardCharsets.UTF_8);
    }

    /** Gives the chunk with this text, or none as long as only half a character is there. */
    void cast(String piece, Consumer<Frame> out) {
        String text = held == 0 ? piece : held + piece;
        held = 0;
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            held = text.charAt(--end);
        }
        if (end > 0) {
            out.accept(Frame.of(chunk(text, end)));
        }
    }

    /** There is no more text: half a character that still waits was none. */
    void finish(Consumer<Frame> out) {
        if (held != 0) {
            held = 0;
            out.accept(Frame.of(chunk("\uFFFD", 1)));
        }
    }

    private byte[] chunk(String text, int end) {
        int size = 0;
        for (int i = 0; i < end; i++) {
            size += size(text, i, end);
        }
        byte[] bytes = new byte[before.length + size + after.length];
        System.arraycopy(before, 0, bytes, 0, before.length);
        int at = before.length;
        for (int i = 0; i < end; i++) {
            at = write(text, i, end, bytes, at);
        }
        System.arraycopy(after, 0, bytes, at, after.length);
        return bytes;
    }

    /** The bytes of one UTF-16 unit; the second half of a pair has none of its own. */
    private static int size(String text, int i, int end) {
        char c = text.charAt(i);
        if (c >= ' ' && c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        if (c < ' ') {
            return shortEscape(c) == 0 ? 6 : 2;
        }
        if (isLineEnd(c)) {
            return 6;
        }
        if (c < 0x800) {
            return 2;
        }
        if (isSecondHalf(text, i)) {
            return 0;
        }
        return isFirstHalf(text, i, end) ? 4 : 3;
    }

    private static int write(String text, int i, int end, byte[] bytes, int from) {
        int at = from;
        char c = text.charAt(i);
        if (c >= ' ' && c < 0x80) {
            if (c == '"' || c == '\\') {
                bytes[at++] = '\\';
            }
            bytes[at++] = (byte) c;
        } else if (c < ' ' && shortEscape(c) != 0) {
            bytes[at++] = '\\';
            bytes[at++] = shortEscape(c);
        } else if (c < ' ' || isLineEnd(c)) {
            bytes[at++] = '\\';
            bytes[at++] = 'u';
            for (int shift = 12; shift >= 0; shift -= 4) {
                bytes[at++] = HEX[c >> shift & 0xF];
            }
        } else if (c < 0x800) {
            bytes[at++] = (byte) (0xC0 | c >> 6);
            bytes[at++] = continuation(c, 0);
        } else if (isFirstHalf(text, i, end)) {
            int point = text.codePointAt(i);
            bytes[at++] = (byte) (0xF0 | point >> 18);
            bytes[at++] = continuation(point, 12);
            bytes[at++] = continuation(point, 6);
            bytes[at++] = continuation(point, 0);
        } else if (!isSecondHalf(text, i)) {
            char whole = Character.isSurrogate(c) ? '\uFFFD' : c;
            bytes[at++] = (byte) (0xE0 | whole >> 12);
            bytes[at++] = continuation(whole, 6);
            bytes[at++] = continuation(whole, 0);
        }
        return at;
    }

    private static byte continuation(int point, int shift) {
        return (byte) (0x80 | ((point >> shift) & 0x3F));
    }

    private static boolean isFirstHalf(String text, int i, int end) {
        return Character.isHighSurrogate(text.charAt(i)) && i + 1 < end
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static boolean isSecondHalf(String text, int i) {
        return Character.isLowSurrogate(text.charAt(i)) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    private static boolean isLineEnd(char c) {
        return c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private static byte shortEscape(char c) {
        return switch (c) {
            case '\n' -> (byte) 'n';
            case '\r' -> (byte) 'r';
            case '\t' -> (byte) 't';
            case '\b' -> (byte) 'b';
            case '\f' -> (byte) 'f';
            default -> 0;
        };
    }
}
