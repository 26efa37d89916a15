package dev.pollux.model;

/**
 * A text while it comes in, of which the beginning may be a fence and the end its other half.
 *
 * <p>What {@link #add} and {@link #end} give, one behind the other, is the same however the text was cut.
 */
final class FencedText {
    private static final String TICKS = "```";
    private static final String WORD = "json";
    /** White space in front of a fence; with more of it the text is no fence. */
    private static final int LONGEST_LEAD = 64;

    private final int block;
    private final StringBuilder held = new StringBuilder();
    private State state = State.BEGIN;
    private char last;
    private int cut;

    private enum State {
        /** It may still turn out to begin with a fence. */
        BEGIN,
        /** Behind the beginning of a fence; what is held may be the end of it. */
        INSIDE,
        /** No fence: everything passes. */
        PLAIN,
        /** Taken out of a whole fence. */
        FENCED
    }

    FencedText() {
        this(0);
    }

    /** @param block whose text it is */
    FencedText(int block) {
        this.block = block;
    }

    int block() {
        return block;
    }

    /** Characters that were taken away in front. */
    int cut() {
        return cut;
    }

    /** Whether the whole text was in a fence; known at its end. */
    boolean isFenced() {
        return state == State.FENCED;
    }

    /** Takes a piece, and gives what can be told by now. */
    String add(String piece) {
        if (state == State.PLAIN || state == State.FENCED) {
            return piece;
        }
        held.append(piece);
        if (state == State.BEGIN) {
            int inside = begin();
            if (inside == 0) {
                return "";
            }
            state = inside < 0 ? State.PLAIN : State.INSIDE;
            if (state == State.PLAIN) {
                return rest();
            }
            held.delete(0, inside);
            cut = inside;
        }
        int certain = certain();
        if (certain > 0) {
            last = held.charAt(certain - 1);
        }
        String told = held.substring(0, certain);
        held.delete(0, certain);
        return told;
    }

    /** The text is over: gives what was held, unless it is the end of the fence. */
    String end() {
        if (state == State.INSIDE && held.indexOf(TICKS) >= 0 && (last == '}' || last == ']')) {
            state = State.FENCED;
            held.setLength(0);
            return "";
        }
        return rest();
    }

    /** The text has broken off: gives what was held. */
    String rest() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    /** Where the inside begins; 0 if that cannot be known yet, -1 if there is no fence. */
    private int begin() {
        int at = afterSpace(0);
        if (at > LONGEST_LEAD) {
            return -1;
        }
        int ticks = at;
        while (at < held.length() && at < ticks + TICKS.length()) {
            if (held.charAt(at++) != '`') {
                return -1;
            }
        }
        int word = at;
        while (at < held.length() && at < word + WORD.length()
                && Character.toLowerCase(held.charAt(at)) == WORD.charAt(at - word)) {
            at++;
        }
        if (at > word && at < word + WORD.length() && at < held.length()) {
            return -1;
        }
        while (at < held.length() && (held.charAt(at) == ' ' || held.charAt(at) == '\r')) {
            at++;
        }
        if (at == held.length()) {
            return at - ticks > LONGEST_LEAD ? -1 : 0;
        }
        if (held.charAt(at++) != '\n') {
            return -1;
        }
        int first = afterSpace(at);
        if (first == held.length()) {
            return first - at > LONGEST_LEAD ? -1 : 0;
        }
        boolean json = held.charAt(first) == '{' || held.charAt(first) == '[';
        return json && first - at <= LONGEST_LEAD && at - ticks <= LONGEST_LEAD ? at : -1;
    }

    /** How much of what is held cannot be a piece of the end: white space, three ticks, white space. */
    private int certain() {
        int behind = beforeSpace(held.length());
        int ticks = behind;
        while (ticks > 0 && held.charAt(ticks - 1) == '`') {
            ticks--;
        }
        int count = behind - ticks;
        boolean mayBeEnd = count == TICKS.length() || (count > 0 && count < TICKS.length() && behind == held.length());
        return mayBeEnd ? beforeSpace(ticks) : behind;
    }

    private int afterSpace(int from) {
        int at = from;
        while (at < held.length() && isSpace(held.charAt(at))) {
            at++;
        }
        return at;
    }

    private int beforeSpace(int to) {
        int at = to;
        while (at > 0 && isSpace(held.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
