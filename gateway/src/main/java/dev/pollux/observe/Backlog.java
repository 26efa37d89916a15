package dev.pollux.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What waits to be written, and the thread that writes it.
 *
 * <p>Whoever has something only lays it down. The thread comes by every 20 ms and writes whatever lies there in one go:
 * waking it for each line cost more than the line. What finds no room is dropped and counted rather than hold anybody up.
 * There is no lock: an event loop must not wait for one behind a virtual thread that only itself could run.
 *
 * @param <T> what is written
 */
final class Backlog<T> implements AutoCloseable {
    private static final long GATHER_MILLIS = 20;
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int room;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean asleep;
    private final Consumer<List<T>> written;
    private final Consumer<Long> lost;
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;
    private long toldAt = System.nanoTime() - TELL_NANOS;

    /**
     * @param room for so many that wait
     * @param written takes what has gathered
     * @param lost is told, at most once a second, how many were dropped since
     */
    Backlog(String name, int room, Consumer<List<T>> written, Consumer<Long> lost) {
        this.room = room;
        this.written = written;
        this.lost = lost;
        this.writer = Thread.ofPlatform().daemon().name(name).start(this::write);
    }

    void add(T one) {
        if (held.incrementAndGet() > room) {
            held.decrementAndGet();
            drop();
            return;
        }
        waiting.add(one);
        if (asleep) {
            LockSupport.unpark(writer);
        }
    }

    /** One more that could not be written. */
    void drop() {
        dropped.incrementAndGet();
    }

    /** Writes what waits. */
    @Override
    public void close() {
        closing.countDown();
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        boolean open = true;
        while (open) {
            var batch = new ArrayList<T>();
            open = gather(batch);
            take(batch);
            if (!batch.isEmpty()) {
                written.accept(batch);
            }
            tellLoss(!open);
        }
    }

    /** Waits for the first and then a while for others; the thread is woken once for all of them. */
    private boolean gather(List<T> batch) {
        while (!take(batch)) {
            if (closing.getCount() == 0) {
                return false;
            }
            asleep = true;
            if (waiting.isEmpty()) {
                LockSupport.park(this);
            }
            asleep = false;
        }
        try {
            return !closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return false; // only close() interrupts
        }
    }

    /** Takes all that waits. @return whether there was anything */
    private boolean take(List<T> batch) {
        int before = batch.size();
        for (T one = waiting.poll(); one != null; one = waiting.poll()) {
            held.decrementAndGet();
            batch.add(one);
        }
        return batch.size() > before;
    }

    private void tellLoss(boolean last) {
        long now = System.nanoTime();
        if (dropped.get() > 0 && (last || now - toldAt >= TELL_NANOS)) {
            toldAt = now;
            lost.accept(dropped.getAndSet(0));
        }
    }
}
