package dev.pollux.model;

import org.jspecify.annotations.Nullable;

/** A text that comes in pieces; one that comes as a whole is never copied. */
public final class Pieces {
    private String first = "";
    private @Nullable StringBuilder all; // from the second piece on

    public Pieces append(String piece) {
        if (all != null) {
            all.append(piece);
        } else if (first.isEmpty()) {
            first = piece;
        } else if (!piece.isEmpty()) {
            all = new StringBuilder(first).append(piece);
        }
        return this;
    }

    public boolean isEmpty() {
        return first.isEmpty();
    }

    public int length() {
        return all == null ? first.length() : all.length();
    }

    public void clear() {
        first = "";
        all = null;
    }

    /** The text so far. */
    @Override
    public String toString() {
        return all == null ? first : all.toString();
    }
}
