package dev.pollux.json;

import dev.pollux.thread.Threads;

/**
 * What the tree of a text takes up in the memory beyond what is usual for a text so long: much, where there is hardly
 * anything but brackets.
 */
public final class Weight {
    /** Bytes that a value, a name or a bracket takes up in a tree. */
    private static final long OF_A_PART = 48;
    /** Times its own length that a text of words may take up. */
    private static final long USUAL = 4;

    private Weight() {}

    /**
     * Of a text that was read.
     *
     * @param parts values, names and brackets
     * @param length in bytes
     */
    public static long of(long parts, int length) {
        return parts * OF_A_PART - USUAL * length;
    }

    /** Of a text that is yet to be read, about; nothing if that cannot be much. */
    public static long of(byte[] text) {
        return of(text.length, text.length) < Threads.LARGE ? 0 : Math.max(0, of(parts(text), text.length));
    }

    /** Brackets, and the signs between names and values. */
    private static long parts(byte[] text) {
        long parts = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length; i++) {
            switch (text[i]) {
                case '"' -> quoted = !quoted;
                case '\\' -> i++;
                case '[', ']', '{', '}', ',', ':' -> parts += quoted ? 0 : 1;
                default -> {
                    // a part of a part
                }
            }
        }
        return parts;
    }
}
