package dev.pollux.room;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.thread.Threads;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many bytes for all large bodies of one kind together: what does not fit is refused, before it is too late for
 * everybody. Small ones are not counted. For many threads.
 */
public final class Room {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final String kind;
    private final long bytes;
    private final AtomicLong held = new AtomicLong();

    /** @param kind of what it holds, in words */
    public Room(String kind, long bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /**
     * So many bytes come; {@link #free} ends it.
     *
     * @throws FailureException {@code SHED} if there is no room for them
     */
    public void hold(long length) {
        if (held.addAndGet(length) > bytes) {
            held.addAndGet(-length);
            throw new FailureException(Failure.of(Failure.Kind.SHED,
                    "The gateway has too many large " + kind + " in work.").withCode("overloaded")
                    .withRetryAfter(SOON));
        }
    }

    /** So many bytes are not needed any more. */
    public void free(long length) {
        if (length != 0) {
            held.addAndGet(-length);
        }
    }

    /** Bytes that are held. */
    public long held() {
        return held.get();
    }

    /** A part of it for one body, whose length shows while it comes. */
    public Share share() {
        return new Share();
    }

    /** What one body takes up: nothing at first, and nothing as long as it is not large. */
    public final class Share implements AutoCloseable {
        private static final long OVER = -1;

        private final AtomicLong mine = new AtomicLong();

        private Share() {}

        /**
         * The body has come to so many bytes; of one that nobody needs any more that counts for nothing.
         *
         * @throws FailureException {@code SHED} if there is no room for more
         */
        public void hold(long length) {
            long before = mine.get();
            while (before != OVER && length > before && length >= Threads.LARGE) {
                Room.this.hold(length - before);
                if (mine.compareAndSet(before, length)) {
                    return;
                }
                free(length - before); // closed meanwhile, or another piece of the body came
                before = mine.get();
            }
        }

        /** Nobody needs the body any more. */
        @Override
        public void close() {
            free(Math.max(0, mine.getAndSet(OVER)));
        }
    }
}
