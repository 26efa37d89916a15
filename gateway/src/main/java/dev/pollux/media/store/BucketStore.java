package dev.pollux.media.store;

import dev.pollux.thread.Threads;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A bucket as a store: every call ends in time, whatever its server does, and fails in one way, whatever its library throws.
 *
 * <p>The vendors' libraries bound the wait for the next byte, and some of them try again: a server that is dying slowly
 * could hold an answer for minutes.
 */
public final class BucketStore implements PictureStore {
    private final Bucket bucket;
    private final BucketFiles files;

    public BucketStore(Bucket bucket, BucketFiles files) {
        this.bucket = bucket;
        this.files = files;
    }

    @Override
    public void put(String name, String type, byte[] bytes) {
        var _ = inTime("takes nothing", () -> {
            files.put(name, type, bytes);
            return true;
        });
    }

    @Override
    public Optional<byte[]> get(String name) {
        return inTime("gives nothing", () -> files.get(name));
    }

    @Override
    public void delete(String name) {
        var _ = inTime("deletes nothing", () -> {
            files.delete(name);
            return true;
        });
    }

    @Override
    public Optional<String> address(String name) {
        return bucket.address(name);
    }

    @Override
    public void close() {
        files.close();
    }

    /** The thread of a call that is given up is interrupted: a virtual one loses its socket by that. */
    private <T> T inTime(String failing, Callable<T> call) {
        var task = new FutureTask<>(call);
        Threads.ORDINARY.newThread(task).start();
        try {
            return task.get(bucket.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new StoreException("the store did not do its work within " + bucket.timeout().toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("nobody waits for the store any more", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause
                    ? bucket.failed(failing, cause)
                    : new IllegalStateException(e.getCause());
        } finally {
            var _ = task.cancel(true);
        }
    }
}
