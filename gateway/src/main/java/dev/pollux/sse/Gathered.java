package dev.pollux.sse;

import dev.pollux.thread.Threads;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Bytes that wait until they are wanted.
 *
 * <p>A few stand in one array, which is used again. Many stay in the pieces in which they came: an array that grows with
 * them would be copied again and again, be longer than they are, and stay so.
 */
public final class Gathered {
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>(2);
    private byte[] last;
    private int lastLength;
    private int length;

    /** @param usual length of what is gathered */
    Gathered(int usual) {
        last = new byte[usual];
    }

    int length() {
        return length;
    }

    void add(char ascii) {
        makeRoom(1);
        last[lastLength++] = (byte) ascii;
        length++;
    }

    /** Adds bytes that nobody changes: many are not copied. */
    void add(byte[] bytes) {
        if (bytes.length < Threads.LARGE) {
            add(bytes, 0, bytes.length);
        } else {
            add(bytes, bytes.length);
        }
    }

    /** Adds some of these bytes. */
    void add(byte[] bytes, int from, int to) {
        int more = to - from;
        if (more >= Threads.LARGE) {
            add(Arrays.copyOfRange(bytes, from, to), more);
            return;
        }
        makeRoom(more);
        System.arraycopy(bytes, from, last, lastLength, more);
        lastLength += more;
        length += more;
    }

    private void add(byte[] piece, int more) {
        endPiece();
        pieces.add(piece);
        length += more;
    }

    private void makeRoom(int more) {
        if (lastLength + more > Threads.LARGE) {
            endPiece();
        }
        if (lastLength + more > last.length) {
            last = Arrays.copyOf(last, Math.max(lastLength + more, last.length * 2));
        }
    }

    private void endPiece() {
        if (lastLength > 0) {
            pieces.add(Arrays.copyOf(last, lastLength));
            lastLength = 0;
        }
    }

    /** All of them, in an array that may be longer than they are and is good until more is gathered; none wait then. */
    byte[] look() {
        if (pieces.isEmpty()) {
            length = 0;
            lastLength = 0;
            return last;
        }
        return take();
    }

    /** All of them; none wait then. */
    byte[] take() {
        if (pieces.isEmpty()) {
            byte[] all = Arrays.copyOf(last, lastLength);
            clear();
            return all;
        }
        endPiece();
        byte[] all = joined(pieces);
        clear();
        return all;
    }

    /** All pieces in one; takes them. */
    public static byte[] joined(Queue<byte[]> pieces) {
        if (pieces.size() == 1) {
            return pieces.remove();
        }
        byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
        assert Threads.mayWorkOn(all.length);
        int at = 0;
        while (!pieces.isEmpty()) { // each is let go as soon as it is copied
            byte[] piece = pieces.remove();
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    /** Gives them, few in one piece, many as they came; none wait then. */
    void giveTo(Consumer<byte[]> out) {
        while (!pieces.isEmpty()) {
            out.accept(pieces.remove());
        }
        if (lastLength > 0) {
            byte[] rest = Arrays.copyOf(last, lastLength);
            clear();
            out.accept(rest);
        }
        clear();
    }

    private void clear() {
        pieces.clear();
        lastLength = 0;
        length = 0;
    }
}
