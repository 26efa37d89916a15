package dev.pollux.cli;

import dev.pollux.Gateway;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Has garbage collected where the heap has grown, as long as nothing large is in work.
 *
 * <p>The serial collector lets the old part of the heap grow up to its bound before it looks there for what nobody needs: a
 * process would stay as large as its largest pictures have made it, and grow by each day of requests.
 */
final class HeapTrim implements Runnable {
    /** Between two looks at the heap. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Bytes by which it must have grown; more where it is large, since a collection takes longer then. */
    private static final long STEP = 4 << 20;
    private static final int PART = 8;

    private final LongSupplier inWork;
    private final LongSupplier heap;
    private final Runnable collection;
    private long floor;

    /**
     * @param inWork bytes of large bodies
     * @param heap bytes that it takes up, with what is free in it
     */
    HeapTrim(LongSupplier inWork, LongSupplier heap, Runnable collection) {
        this.inWork = inWork;
        this.heap = heap;
        this.collection = collection;
        this.floor = heap.getAsLong();
    }

    /** From now on, beside all else. */
    static void start(Gateway gateway) {
        var trim = new HeapTrim(gateway::largeBytes, Runtime.getRuntime()::totalMemory, System::gc);
        Thread.ofPlatform().daemon().name("heap-trim").start(() -> {
            while (true) {
                try {
                    Thread.sleep(INTERVAL);
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
        if (heap.getAsLong() - floor >= Math.max(STEP, floor / PART) && inWork.getAsLong() == 0) {
            collection.run();
            floor = heap.getAsLong();
        }
    }
}
