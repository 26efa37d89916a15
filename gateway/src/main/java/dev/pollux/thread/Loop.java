package dev.pollux.thread;

import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * An event loop: it does tasks itself, and runs virtual threads.
 *
 * <p>An event loop must not wait for a lock for which one of its own threads waits before it (docs/decisions/0006). Where a
 * library makes it wait all the same, {@link #rescue} has the threads run elsewhere, so that the lock comes free again.
 */
public final class Loop implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final ContextInternal context;
    private final Executor eventLoop;
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final Runnable next = this::runNext;
    private final Executor scheduler = this::canGoOn;
    private @Nullable Runnable firstAtLastLook; // for the one who looks

    /** @param context of that event loop */
    public Loop(ContextInternal context) {
        this.context = context;
        this.eventLoop = context.nettyEventLoop();
    }

    /** Does a task on the event loop itself, behind all that it does now: one that waits for nothing. */
    @Override
    public void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    /** Starts a thread that runs on this event loop, or, where this JDK does not let us choose, an ordinary one. */
    public void start(Runnable task) {
        Schedulers.on(scheduler).start(task);
    }

    private void canGoOn(Runnable continuation) {
        ready.add(continuation);
        eventLoop.execute(next);
    }

    private void runNext() {
        Runnable first = ready.poll();
        if (first != null) { // else it went on elsewhere
            first.run();
        }
    }

    /** Has run elsewhere what waited at the last call and still does. For one thread that is no event loop, now and then. */
    public void rescue() {
        Runnable first = ready.peek();
        if (first == null || !first.equals(firstAtLastLook)) {
            firstAtLastLook = first;
            return;
        }
        firstAtLastLook = null;
        LOG.warn("An event loop stands still. What waits for it goes on elsewhere.");
        for (Runnable waiting = ready.poll(); waiting != null; waiting = ready.poll()) {
            Schedulers.runElsewhere(waiting);
        }
    }
}
