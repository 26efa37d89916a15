package dev.pollux.dialect.openairesponses;

/**
 * A text that grows and is sent on piece by piece.
 *
 * <p>A vendor may cut between the two halves of a surrogate pair, which UTF-8 cannot say: the first half waits for the
 * second, and a half that stays alone becomes U+FFFD.
 */
final class Growing {
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text = new StringBuilder();
    private final Sequence.Pieces pieces;
    private char held;

    Growing(Sequence.Pieces pieces) {
        this.pieces = pieces;
    }

    void add(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        String whole = held == 0 ? piece : held + piece;
        held = 0;
        if (Character.isHighSurrogate(whole.charAt(whole.length() - 1))) {
            held = whole.charAt(whole.length() - 1);
            whole = whole.substring(0, whole.length() - 1);
        }
        send(whole);
    }

    private void send(String piece) {
        if (!piece.isEmpty()) {
            String sound = sound(piece);
            text.append(sound);
            pieces.send(sound);
        }
    }

    /** The whole text: nothing more comes. */
    String end() {
        if (held != 0) {
            held = 0;
            send(String.valueOf(REPLACEMENT));
        }
        return text.toString();
    }

    boolean isEmpty() {
        return text.isEmpty() && held == 0;
    }

    /** The text with every lone surrogate replaced; nearly always the text itself. */
    private static String sound(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return replaced(text);
                }
            }
        }
        return text;
    }

    private static String replaced(String text) {
        var sound = new StringBuilder(text.length());
        text.codePoints().forEach(point -> sound.appendCodePoint(
                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT : point));
        return sound.toString();
    }
}
