package dev.pollux.sandbox.reply;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text as a model streams it: now a few characters, now a word or two. */
public final class Pieces {
    private static final int[] LENGTHS = {3, 6, 4, 9, 2, 12, 5, 7};

    private Pieces() {}

    /** The pieces in order; a surrogate pair is never divided. */
    public static List<String> of(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + LENGTHS[pieces.size() % LENGTHS.length]);
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
