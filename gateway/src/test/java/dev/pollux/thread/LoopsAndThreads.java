package dev.pollux.thread;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;

import java.util.concurrent.CountDownLatch;

/**
 * Event loops, and the virtual threads that run on them, all at the same thing.
 *
 * <p>Where that has a lock, an event loop soon waits for it behind a thread that only this event loop could run, and so for
 * ever (docs/decisions/0006). Loops with a queue that has a lock itself would stand still by themselves: these are real ones.
 */
public final class LoopsAndThreads {
    public static final int LOOPS = 4;
    public static final int ROUNDS = 20_000;

    private LoopsAndThreads() {}

    /** Returns when all of both was done {@link #ROUNDS} times on each of {@link #LOOPS} event loops. */
    public static void race(Runnable onThread, Runnable onLoop) throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
        var done = new CountDownLatch(2 * LOOPS * ROUNDS);
        try {
            for (int i = 0; i < LOOPS; i++) {
                var loop = new Loop(((VertxInternal) vertx).createEventLoopContext());
                for (int round = 0; round < ROUNDS; round++) {
                    loop.start(() -> {
                        onThread.run();
                        done.countDown();
                    });
                    loop.execute(() -> {
                        onLoop.run();
                        done.countDown();
                    });
                }
            }
            done.await();
        } finally {
            var _ = vertx.close();
        }
    }
}
