package dev.pollux.keys;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Usage;
import dev.pollux.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The use of one key by one request: tells its pool how it went, and gives the key back when it is closed.
 *
 * <p>For one thread at a time.
 */
public final class Lease implements AutoCloseable {
    private final KeyPool pool;
    private final Slot slot;
    private final String model;
    private final long granted;
    private Usage usage = Usage.UNKNOWN;
    private @Nullable Secret shown;
    private @Nullable Runnable afterwards;
    private boolean told;
    private boolean closed;

    Lease(KeyPool pool, Slot slot, String model, long granted) {
        this.pool = pool;
        this.slot = slot;
        this.model = model;
        this.granted = granted;
    }

    /** The key's number in the settings, from 1. */
    public int number() {
        return slot.key().number();
    }

    /**
     * What the vendor is shown; may wait for it.
     *
     * @throws FailureException if there is nothing to show
     */
    public Secret secret() {
        Secret now = slot.key().shown().get();
        shown = now;
        return now;
    }

    /** The vendor has accepted the key: an answer came. */
    public void succeeded() {
        told = true;
        pool.succeeded(slot, model, granted);
    }

    /** The request failed, if in the middle of an answer; what that says of the key is for the pool to know. */
    public void failed(Failure failure) {
        told |= pool.failed(slot, model, granted, failure);
    }

    /** What the answer cost so far. */
    public void used(Usage reported) {
        usage = reported.after(usage);
    }

    /** When it was granted, on the pool's steady clock. */
    public long granted() {
        return granted;
    }

    /** What is to be done when the key is given back. */
    public void afterwards(Runnable task) {
        afterwards = task;
    }

    /** No message of a vendor shows the key, even if the vendor repeats it. */
    public Failure masked(Failure failure) {
        Secret told = shown;
        return told == null ? failure : failure.mapText(told::maskIn);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.close(slot, model, told, usage);
            if (afterwards != null) {
                afterwards.run();
            }
        }
    }
}
