package dev.pollux.exchange;

/**
 * Where a model goes on with a text that broke off: what it says twice is left out.
 *
 * <p>Models like to repeat the last words, or all of them. As long as what has come is said before it may be a repetition,
 * and is held.
 */
final class Seam {
    /** Fewer characters in common are chance, unless they are white space. */
    private static final int SHORTEST = 8;

    private final String before;
    private final StringBuilder held = new StringBuilder();
    private boolean closed;

    /** @param before what was said */
    Seam(String before) {
        this.before = before;
    }

    /** What may be passed on of a piece and those before it. */
    String take(String piece) {
        if (closed) {
            return piece;
        }
        held.append(piece);
        return before.contains(held) ? "" : close();
    }

    /** What was held, as far as it is new: nothing is held from now on. */
    String close() {
        if (closed) {
            return "";
        }
        closed = true;
        return held.substring(repeated());
    }

    private int repeated() {
        String said = held.toString();
        for (int length = Math.min(said.length(), before.length()); length > 0; length--) {
            if (before.endsWith(said.substring(0, length))
                    && (length >= SHORTEST || said.substring(0, length).isBlank())) {
                return length;
            }
        }
        return 0;
    }
}
