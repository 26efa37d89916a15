package dev.pollux.cli;

import dev.pollux.Gateway;
import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Has garbage collected where the heap has grown, as long as nothing large is in work.
 *
 * <p>The serial collector lets the old part of the heap grow up to its bound before it looks there for what nobody needs: a
 * process would stay as large as its largest pictures have made it, and grow by each day of requests.
 */
final class HeapTrim implements Runnable {
    /** A large heap must have grown by such a part of it, since a collection takes longer then. */
    private static final int PART = 8;

    private final long growth;
    private final LongSupplier inWork;
    private final LongSupplier heap;
    private final Runnable collection;
    private long floor;

    /**
     * @param growth bytes by which the heap must have grown at least
     * @param inWork bytes of large bodies
     * @param heap bytes that it takes up, with what is free in it
     */
    HeapTrim(long growth, LongSupplier inWork, LongSupplier heap, Runnable collection) {
        this.growth = growth;
        this.inWork = inWork;
        this.heap = heap;
        this.collection = collection;
        this.floor = heap.getAsLong();
    }

    /** From now on, beside all else, if it is wished. */
    static void start(Gateway gateway, Configuration configuration) {
        Duration interval = configuration.get(Keys.SERVER_HEAP_INTERVAL);
        if (interval.isZero()) {
            return;
        }
        var trim = new HeapTrim(configuration.get(Keys.SERVER_HEAP_GROWTH), gateway::largeBytes,
                Runtime.getRuntime()::totalMemory, System::gc);
        Thread.ofPlatform().daemon().name("heap-trim").start(() -> {
            while (true) {
                try {
                    Thread.sleep(interval);
                } catch (InterruptedException _) {
                    return; // nobody does that
                }
                trim.run();
            }
        });
    }

    /** One look. */
    @Override
    public void run() {
        if (heap.getAsLong() - floor >= Math.max(growth, floor / PART) && inWork.getAsLong() == 0) {
            collection.run();
            floor = heap.getAsLong();
        }
    }
}
