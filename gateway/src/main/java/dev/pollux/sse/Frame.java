package dev.pollux.sse;

import java.nio.charset.StandardCharsets;

/**
 * One event of a stream.
 *
 * <p>The bytes are shared, not copied: a frame is passed on once and never changed.
 *
 * @param event its name, empty where it has none
 * @param data UTF-8
 * @param bare the data stands alone, without {@code data:}, and travels in a network write of its own: the form of an
 *        error in mid-stream that Google's SDKs understand
 */
public record Frame(String event, byte[] data, boolean bare) {

    public static Frame of(byte[] data) {
        return new Frame("", data, false);
    }

    public static Frame of(String event, byte[] data) {
        return new Frame(event, data, false);
    }

    public static Frame bare(byte[] data) {
        return new Frame("", data, true);
    }

    public static Frame of(String data) {
        return of(data.getBytes(StandardCharsets.UTF_8));
    }

    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** Whether the data is exactly this text. */
    public boolean is(String text) {
        if (data.length != text.length()) {
            return false;
        }
        for (int i = 0; i < data.length; i++) {
            if (data[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
