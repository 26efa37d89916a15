package dev.pollux.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests, bounded by count and by bytes. */
final class Journal {
    private static final int MOST_REQUESTS = 256;
    private static final long MOST_BYTES = 256L << 20;

    private final Deque<Recorded> entries = new ArrayDeque<>();
    private long bytes;

    synchronized void add(Recorded request) {
        entries.addLast(request);
        bytes += request.body().length;
        while (entries.size() > MOST_REQUESTS || (bytes > MOST_BYTES && entries.size() > 1)) {
            bytes -= entries.removeFirst().body().length;
        }
    }

    synchronized List<Recorded> entries() {
        return List.copyOf(entries);
    }

    synchronized void clear() {
        entries.clear();
        bytes = 0;
    }
}
