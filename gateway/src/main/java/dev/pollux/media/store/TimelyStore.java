package dev.pollux.media.store;

import dev.pollux.thread.Threads;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A store of which every call ends in time, whatever its server does.
 *
 * <p>The vendors' libraries bound the wait for the next byte, and some of them try again: a server that is dying slowly
 * could hold an answer for minutes.
 */
public final class TimelyStore implements PictureStore {
    private final PictureStore store;
    private final Duration timeout;

    /** @param timeout of one call */
    public TimelyStore(PictureStore store, Duration timeout) {
        this.store = store;
        this.timeout = timeout;
    }

    @Override
    public void put(String name, String type, byte[] bytes) {
        var _ = inTime(() -> {
            store.put(name, type, bytes);
            return true;
        });
    }

    @Override
    public Optional<byte[]> get(String name) {
        return inTime(() -> store.get(name));
    }

    @Override
    public void delete(String name) {
        var _ = inTime(() -> {
            store.delete(name);
            return true;
        });
    }

    @Override
    public Optional<String> address(String name) {
        return store.address(name);
    }

    @Override
    public void close() {
        store.close();
    }

    /** The thread of a call that is given up is interrupted: a virtual one loses its socket by that. */
    private <T> T inTime(Supplier<T> call) {
        var task = new FutureTask<T>(call::get);
        Threads.ORDINARY.newThread(task).start();
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new StoreException("the store did not do its work within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("nobody waits for the store any more", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            var _ = task.cancel(true);
        }
    }
}
