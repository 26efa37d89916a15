package dev.pollux.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

@Timeout(20)
class LoopTest {
    private static final int MOMENT = 20;

    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    private final EventLoop eventLoop = context.nettyEventLoop();
    private final Loop loop = new Loop(context);
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch had = new CountDownLatch(2);

    @AfterEach
    void stop() {
        var _ = vertx.close();
    }

    /** The lock, when it is free, goes to the thread, which the loop would have to run. */
    @Test
    void aLoopThatWaitsForALockBehindItsOwnThreadDoesNotWaitForEver() throws InterruptedException {
        standStill();
        assertThat(had.await(10L * MOMENT, TimeUnit.MILLISECONDS)).as("nobody has helped yet").isFalse();

        while (!had.await(MOMENT, TimeUnit.MILLISECONDS)) {
            loop.rescue();
        }
    }

    @Test
    void whatRanElsewhereRunsOnItsLoopAgainBehindItsNextWait() throws Exception {
        standStill();
        while (!had.await(MOMENT, TimeUnit.MILLISECONDS)) {
            loop.rescue();
        }

        var holding = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        loop.start(() -> {
            holding.countDown();
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        holding.await();
        var free = eventLoop.submit(() -> {});
        assertThat(free.isDone()).isFalse();
        release.countDown();
        free.get();
    }

    private void standStill() throws InterruptedException {
        lock.lock();
        try {
            loop.start(this::have);
            awaitQueue(1);
            loop.execute(this::have);
            awaitQueue(2);
        } finally {
            lock.unlock();
        }
    }

    private void have() {
        lock.lock();
        try {
            had.countDown();
        } finally {
            lock.unlock();
        }
    }

    private void awaitQueue(int length) throws InterruptedException {
        while (lock.getQueueLength() < length) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
