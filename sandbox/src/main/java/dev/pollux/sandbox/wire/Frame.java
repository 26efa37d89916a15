package dev.pollux.sandbox.wire;

/**
 * One event of a stream.
 *
 * @param event the name on the {@code event:} line, empty for none
 * @param data one line of text
 */
public record Frame(String event, String data) {
    /** A frame without a name. */
    public static Frame of(String data) {
        return new Frame("", data);
    }
}
