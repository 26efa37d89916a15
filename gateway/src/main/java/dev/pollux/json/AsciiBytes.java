package dev.pollux.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A look at eight bytes of a text at once. */
final class AsciiBytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SPACES = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private AsciiBytes() {}

    /** Where the first byte stands that is no ASCII or does not stand for itself in a string of JSON; {@code to} if none. */
    static int plainUntil(byte[] text, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long eight = (long) EIGHT.get(text, at);
            // a high bit at a control character, at what is sought, and at all but ASCII: one of the three always shows
            // it; what such a byte borrows only reaches those behind it
            long marks = ((eight - SPACES) | ((eight ^ QUOTES) - ONES) | ((eight ^ BACKSLASHES) - ONES)) & HIGH_BITS;
            if (marks != 0) {
                return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
            }
        }
        while (at < to && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') { // other than ASCII is negative
            at++;
        }
        return at;
    }

    /** Whether a sign of ASCII is among the bytes. */
    static boolean has(char sign, byte[] text) {
        int at = 0;
        for (; at <= text.length - Long.BYTES; at += Long.BYTES) {
            long zeros = (long) EIGHT.get(text, at) ^ sign * ONES;
            if (((zeros - ONES) & ~zeros & HIGH_BITS) != 0) {
                return true;
            }
        }
        while (at < text.length && text[at] != sign) {
            at++;
        }
        return at < text.length;
    }
}
