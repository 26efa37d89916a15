package dev.pollux.exchange;

import dev.pollux.room.Room;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * What a request takes up besides its body until its exchange ends: files that it only points to, once they are here, and
 * a tree that is many times as large as its text. For many threads.
 */
final class Additions implements LongConsumer, AutoCloseable {
    private final Room.Share share;
    private final AtomicLong length = new AtomicLong();

    /** @param bodies where bodies of requests are counted */
    Additions(Room bodies) {
        this.share = bodies.share();
    }

    /**
     * So many bytes more.
     *
     * @throws dev.pollux.model.FailureException {@code SHED} if there is no room for them
     */
    @Override
    public void accept(long bytes) {
        share.hold(length.addAndGet(bytes));
    }

    @Override
    public void close() {
        share.close();
    }
}
