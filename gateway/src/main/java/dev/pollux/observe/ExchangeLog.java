package dev.pollux.observe;

import dev.pollux.exchange.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One line per exchange, with all that helps to find a fault and nothing that must stay secret.
 *
 * <p>The thread of an exchange only lays its outcome down. Another one comes by every 20 ms and writes whatever lies
 * there in one go: waking it for each line cost more than the line. What finds no room is dropped and counted rather
 * than hold an exchange up.
 */
public final class ExchangeLog implements Consumer<Outcome>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeLog.class);
    /** Outcomes that may wait: at 25,000 exchanges a second there are 500 of them. */
    private static final int QUEUE = 8_192;
    private static final long GATHER_MILLIS = 20;
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BlockingQueue<Ended> waiting;
    private final Consumer<Batch> written;
    private final Consumer<Long> lost;
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;
    private long toldAt = System.nanoTime() - TELL_NANOS;

    public ExchangeLog() {
        this(QUEUE, batch -> LOG.info("{}", batch),
                count -> LOG.warn("{} lines of exchanges were lost: they came faster than the log takes them", count));
    }

    /**
     * @param queue outcomes that may wait
     * @param written takes what has gathered
     * @param lost is told, at most once a second, how many found no room
     */
    ExchangeLog(int queue, Consumer<Batch> written, Consumer<Long> lost) {
        this.waiting = new ArrayBlockingQueue<>(queue);
        this.written = written;
        this.lost = lost;
        this.writer = Thread.ofPlatform().daemon().name("exchange-log").start(this::write);
    }

    @Override
    public void accept(Outcome outcome) {
        if (!waiting.offer(new Ended(System.currentTimeMillis(), outcome))) {
            dropped.incrementAndGet();
        }
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
            var batch = new ArrayList<Ended>();
            open = gather(batch);
            waiting.drainTo(batch);
            if (!batch.isEmpty()) {
                written.accept(new Batch(batch));
            }
            tellLoss(!open);
        }
    }

    /** Waits for the first outcome and then a while for others; it is woken once for all of them. */
    private boolean gather(List<Ended> batch) {
        try {
            batch.add(waiting.take());
            return !closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return false; // only close() interrupts
        }
    }

    private void tellLoss(boolean last) {
        long now = System.nanoTime();
        if (dropped.get() > 0 && (last || now - toldAt >= TELL_NANOS)) {
            toldAt = now;
            lost.accept(dropped.getAndSet(0));
        }
    }
}
