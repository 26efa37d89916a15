package dev.pollux.thread;

import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The virtual threads of exchanges.
 *
 * <p>A short exchange runs on the event loop of its client's connection itself: that thread reads both sockets and runs
 * the code between them, so nothing is handed over and nobody is woken (docs/decisions/0006). In return such a thread
 * must neither compute for long nor wait for anything but what a virtual thread can wait for: large work is done
 * {@link #elsewhere}.
 */
public final class Threads {
    /** Bytes from which work on them is large: some milliseconds of an event loop. */
    public static final int LARGE = 128 * 1024;

    /** Threads that may compute and block as they like, whoever starts them. */
    public static final ThreadFactory ORDINARY = task -> Schedulers.ordinary().unstarted(task);

    private Threads() {}

    /** Starts an ordinary thread. */
    public static void start(Runnable task) {
        Schedulers.ordinary().start(task);
    }

    /** One that runs where the calling thread does, and has not begun. */
    public static Thread beside(Runnable task) {
        return Thread.ofVirtual().unstarted(task); // the scheduler is inherited
    }

    /** Whether the calling thread is an event loop itself, which must wait for no thread that runs on one. */
    public static boolean isEventLoop() {
        return Context.isOnEventLoopThread(); // not true of a virtual thread that runs there
    }

    /** Does work on so many bytes: here if they are few, otherwise {@link #elsewhere}. */
    public static <T> T on(int bytes, Supplier<T> work) {
        return bytes < LARGE ? work.get() : elsewhere(work);
    }

    /**
     * Whether the calling thread may work on so many bytes. Asserted wherever large texts are read, written or copied, so
     * that every test shows whether that ever happens on an event loop.
     */
    public static boolean mayWorkOn(long bytes) {
        return bytes < 2 * LARGE || !Schedulers.isOnEventLoop(); // what is not large may have grown a little
    }

    /**
     * Does one step after the other as long as they say that there is more; from when the work has become large on, {@link
     * #elsewhere}.
     *
     * @param large whether the next step works on many bytes
     */
    public static void repeat(BooleanSupplier step, BooleanSupplier large) {
        while (!large.getAsBoolean()) {
            if (!step.getAsBoolean()) {
                return;
            }
        }
        elsewhere(() -> {
            while (step.getAsBoolean()) {
                // there is more
            }
            return true;
        });
    }

    /**
     * Does work on an ordinary thread while the calling thread waits; an interrupt of that one is passed on.
     *
     * @return what the work returns; what it throws is thrown
     */
    public static <T> T elsewhere(Supplier<T> work) {
        var task = new FutureTask<T>(work::get);
        Thread worker = ORDINARY.newThread(task);
        worker.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                    worker.interrupt();
                } catch (ExecutionException e) {
                    throw thrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What a supplier has thrown on another thread, thrown here. */
    public static RuntimeException thrown(@Nullable Throwable there) {
        switch (there) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(there); // a supplier throws nothing that is checked
        }
    }
}
