package dev.pollux.thread;

import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Builders of virtual threads for a scheduler of our choice.
 *
 * <p>The JDK has that, but not in its public interface yet (JDK 25); the program's manifest opens {@code java.lang} for
 * it. Where it is missing, every thread is an ordinary one: slower, and otherwise the same.
 */
final class Schedulers {
    private static final @Nullable MethodHandle BUILDER = builder();
    private static final @Nullable Executor DEFAULT = defaultScheduler();
    private static final @Nullable MethodHandle SCHEDULER = scheduler();

    private Schedulers() {}

    static Thread.Builder.OfVirtual on(Executor scheduler) {
        if (BUILDER == null || DEFAULT == null) {
            return Thread.ofVirtual();
        }
        try {
            return (Thread.Builder.OfVirtual) BUILDER.invokeExact(scheduler);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the JDK's own scheduler; a thread inherits that of the virtual thread that makes it unless it is named. */
    static Thread.Builder.OfVirtual ordinary() {
        return DEFAULT == null ? Thread.ofVirtual() : on(DEFAULT);
    }

    /** Lets a virtual thread go on where the JDK's own scheduler has it go on. */
    static void runElsewhere(Runnable continuation) {
        Objects.requireNonNull(DEFAULT).execute(continuation); // without it no thread has another scheduler
    }

    /** Whether the calling thread runs on an event loop. */
    static boolean isOnEventLoop() {
        try {
            return Thread.currentThread().isVirtual()
                    ? SCHEDULER != null && !SCHEDULER.invoke(Thread.currentThread()).equals(DEFAULT)
                    : Context.isOnEventLoopThread();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle builder() {
        try {
            Class<?> type = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class, Executor.class))
                    .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LoggerFactory.getLogger(Schedulers.class)
                    .debug("Virtual threads cannot run on event loops here: {}", e.toString());
            return null;
        }
    }

    private static @Nullable Executor defaultScheduler() {
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            return (Executor) MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findStatic(type, "defaultScheduler", MethodType.methodType(Executor.class)).invoke();
        } catch (Throwable _) { // whatever it is, there is an answer to it
            return null;
        }
    }

    private static @Nullable MethodHandle scheduler() {
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findGetter(type, "scheduler", Executor.class);
        } catch (ReflectiveOperationException | RuntimeException _) {
            return null; // then no exchange runs on an event loop either
        }
    }
}
