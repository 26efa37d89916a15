package dev.pollux.route;

import dev.pollux.model.ModelCard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps the vendor's list in a {@link Catalogue} fresh, in the background: no request ever waits for it.
 *
 * <p>While the vendor cannot be asked, its last list counts.
 */
public final class ModelRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelRefresh.class);

    private final Catalogue catalogue;
    private final String vendor;
    private final Supplier<List<ModelCard>> ask;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private String trouble = "";

    private ModelRefresh(Catalogue catalogue, String vendor, Supplier<List<ModelCard>> ask, Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval must be longer than nothing");
        }
        this.catalogue = catalogue;
        this.vendor = vendor;
        this.ask = ask;
        this.thread = Thread.ofVirtual().name("model-refresh").unstarted(() -> run(interval));
    }

    /**
     * Asks at once, and again after each interval.
     *
     * @param vendor its name
     * @param ask the vendor; blocks, and throws what it likes where that fails
     */
    public static ModelRefresh start(Catalogue catalogue, String vendor, Supplier<List<ModelCard>> ask,
            Duration interval) {
        ModelRefresh refresh = new ModelRefresh(catalogue, vendor, ask, interval);
        refresh.thread.start();
        return refresh;
    }

    /** One that asks only when {@link #once} is called. */
    static ModelRefresh idle(Catalogue catalogue, Supplier<List<ModelCard>> ask) {
        return new ModelRefresh(catalogue, "", ask, Duration.ofDays(1));
    }

    private void run(Duration interval) {
        try {
            do {
                once();
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            // close() ends a question that is still open.
        }
    }

    /** Asks now. A trouble is logged when it begins, when it changes and when it ends. */
    synchronized void once() {
        try {
            List<ModelCard> list = ask.get();
            catalogue.merge(vendor, list);
            if (!trouble.isEmpty()) {
                LOG.info("The list of models of {} is back: {} models", vendor, list.size());
                trouble = "";
            }
        } catch (RuntimeException e) {
            String found = String.valueOf(e.getMessage());
            if (closed.getCount() > 0 && !found.equals(trouble)) {
                LOG.warn("The list of models of {} cannot be had, the last one counts: {}", vendor, found);
                trouble = found;
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
