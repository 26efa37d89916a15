package dev.pollux.json;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what is written; what is written at once is copied once. */
final class Chunks extends OutputStream {
    private static final byte[] NONE = {};

    private final List<byte[]> further = new ArrayList<>(0);
    private byte[] first = NONE;
    private int length;

    @Override
    public void write(int one) {
        write(new byte[]{(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        byte[] chunk = Arrays.copyOfRange(bytes, from, from + count);
        if (length == 0) {
            first = chunk;
        } else {
            further.add(chunk);
        }
        length += count;
    }

    /** All that was written. */
    byte[] bytes() {
        if (further.isEmpty()) {
            return first;
        }
        byte[] all = Arrays.copyOf(first, length);
        int at = first.length;
        for (byte[] chunk : further) {
            System.arraycopy(chunk, 0, all, at, chunk.length);
            at += chunk.length;
        }
        return all;
    }
}
