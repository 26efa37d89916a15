package dev.pollux.http;

import dev.pollux.access.Caller;
import dev.pollux.thread.Threads;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The streams that are kept for clients that come back, by each of their names. */
public final class Streams {
    private final Map<String, Kept> names = new HashMap<>();
    private int size;

    /** A stream and the only one who may have it. */
    private record Kept(Recording recording, String caller) {}

    /** Keeps one more stream, if there are fewer than so many. */
    synchronized boolean keep(String name, Recording recording, Caller caller, int most) {
        if (size >= most) {
            return false;
        }
        size++;
        names.put(name, new Kept(recording, caller.name()));
        return true;
    }

    /** A stream that is kept has one more name. */
    synchronized void name(String name, Recording recording, Caller caller) {
        var kept = new Kept(recording, caller.name());
        if (names.containsValue(kept)) {
            names.put(name, kept);
        }
    }

    /** The stream of that name, for its own caller alone. */
    synchronized Optional<Recording> find(String name, Caller caller) {
        return Optional.ofNullable(names.get(name)).filter(kept -> kept.caller().equals(caller.name()))
                .map(Kept::recording);
    }

    synchronized void forget(Recording recording) {
        assert !Threads.isEventLoop();
        if (names.values().removeIf(kept -> kept.recording().equals(recording))) {
            size--;
        }
    }
}
