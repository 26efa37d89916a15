package dev.pollux.sse;

import dev.pollux.thread.Threads;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts the bytes of an event stream into frames, however they were split on the way.
 *
 * <p>Follows WHATWG HTML, section 9.2.6, with two additions that vendors make necessary: a JSON text that stands bare,
 * without {@code data:}, is a frame (Gemini reports errors so), and a last frame without its blank line is one too.
 * Works on bytes, so that a character may be split anywhere. Not for use by several threads.
 */
public final class SseReader {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** What stands before the data on a line: a name, its colon and a blank. */
    private static final int LONGEST_NAME = 8;

    private final int limit;
    private final Gathered line = new Gathered(256);
    private final Gathered data = new Gathered(256);
    private boolean hasData;
    private boolean bare;
    private String event = "";
    private boolean afterCarriageReturn;
    private boolean firstLine = true;

    /** @param limit the longest data of a frame in bytes */
    public SseReader(int limit) {
        this.limit = limit;
    }

    /**
     * Takes the next bytes and gives every frame that they complete.
     *
     * @throws FrameTooLongException if a frame passes the limit; the reader is of no use afterwards
     */
    public void read(byte[] chunk, Consumer<Frame> out) {
        int start = 0;
        if (afterCarriageReturn && chunk.length > 0) {
            afterCarriageReturn = false;
            start = chunk[0] == '\n' ? 1 : 0;
        }
        for (int i = start; i < chunk.length; i++) {
            byte b = chunk[i];
            if (b != '\n' && b != '\r') {
                continue;
            }
            endLine(chunk, start, i, out);
            if (b == '\r') {
                if (i + 1 == chunk.length) {
                    afterCarriageReturn = true;
                } else if (chunk[i + 1] == '\n') {
                    i++;
                }
            }
            start = i + 1;
        }
        keepLine(chunk, start, chunk.length);
    }

    /** Bytes of a frame that has begun. */
    public int waiting() {
        return line.length() + data.length();
    }

    /** The bytes are at their end: gives a frame that lacks only its blank line. */
    public void end(Consumer<Frame> out) {
        int length = line.length();
        if (length > 0) {
            readLine(line.look(), 0, length, out);
        }
        endFrame(out);
    }

    private void endLine(byte[] chunk, int from, int to, Consumer<Frame> out) {
        if (line.length() == 0) {
            readLine(chunk, from, to, out);
            return;
        }
        keepLine(chunk, from, to);
        int length = line.length();
        readLine(line.look(), 0, length, out);
    }

    private void readLine(byte[] bytes, int from, int to, Consumer<Frame> out) {
        int start = from;
        if (firstLine) {
            firstLine = false;
            if (startsWith(bytes, from, to, BYTE_ORDER_MARK)) {
                start += BYTE_ORDER_MARK.length;
            }
        }
        if (start == to) {
            endFrame(out);
        } else if (bare || (!hasData && (bytes[start] == '{' || bytes[start] == '['))) {
            bare = true;
            keepData(bytes, start, to);
        } else if (isField(bytes, start, to, DATA)) {
            keepData(bytes, value(bytes, start + DATA.length, to), to);
        } else if (isField(bytes, start, to, EVENT)) {
            int value = value(bytes, start + EVENT.length, to);
            event = new String(bytes, value, to - value, StandardCharsets.UTF_8);
        }
    }

    private void endFrame(Consumer<Frame> out) {
        if (hasData) {
            out.accept(new Frame(event, data.take(), bare));
        }
        hasData = false;
        bare = false;
        event = "";
    }

    private void keepLine(byte[] bytes, int from, int to) {
        keep(line, bytes, from, to, limit + LONGEST_NAME);
    }

    private void keepData(byte[] bytes, int from, int to) {
        if (hasData) {
            data.add('\n');
        }
        keep(data, bytes, from, to, limit);
        hasData = true;
    }

    private void keep(Gathered kept, byte[] bytes, int from, int to, int most) {
        assert Threads.mayWorkOn(kept.length());
        if (to - from > most - kept.length()) {
            throw new FrameTooLongException(limit);
        }
        kept.add(bytes, from, to);
    }

    /** Whether the line is the field: its name alone, or its name and a colon. */
    private static boolean isField(byte[] bytes, int from, int to, byte[] name) {
        return startsWith(bytes, from, to, name)
                && (to - from == name.length || bytes[from + name.length] == ':');
    }

    /** Where the value begins after a name: behind the colon and one space. */
    private static int value(byte[] bytes, int afterName, int to) {
        int value = Math.min(afterName + 1, to);
        return value < to && bytes[value] == ' ' ? value + 1 : value;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        return to - from >= prefix.length
                && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }
}
