package dev.pollux.observe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The readable part of a body, as it comes by: files that stand in it in base64 are left out, and so is what is too much.
 */
final class Excerpt {
    /** Characters without a blank or a mark between them; text of people and programs has no more. */
    private static final int LONGEST_WORD = 256;
    /** What a mask may need behind the end, so that no half of a secret is left. */
    private static final int OVERLAP = 4_096;
    private static final boolean[] WORD = new boolean[256];

    static {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\\".toCharArray()) {
            WORD[c] = true;
        }
    }

    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final byte[] word = new byte[LONGEST_WORD];
    private long length;
    private long size;

    Excerpt(int limit) {
        this.limit = limit;
    }

    void add(byte[] piece) {
        size += piece.length;
        for (byte one : piece) {
            if (!WORD[one & 0xff]) {
                endWord();
                keep(one);
            } else {
                if (length < LONGEST_WORD) {
                    word[(int) length] = one;
                }
                length++;
            }
        }
    }

    /** Bytes of the whole. */
    long size() {
        return size;
    }

    /** What is kept, of which more than the limit must not be shown. */
    String text() {
        endWord();
        return kept.toString(StandardCharsets.UTF_8);
    }

    int limit() {
        return limit;
    }

    private void endWord() {
        if (length > LONGEST_WORD) {
            for (byte one : ("[" + length + " characters]").getBytes(StandardCharsets.US_ASCII)) {
                keep(one);
            }
        } else {
            for (int i = 0; i < length; i++) {
                keep(word[i]);
            }
        }
        length = 0;
    }

    private void keep(byte one) {
        if (kept.size() < limit + OVERLAP) {
            kept.write(one);
        }
    }
}
