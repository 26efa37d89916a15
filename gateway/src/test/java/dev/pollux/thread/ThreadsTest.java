package dev.pollux.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

@Timeout(20)
class ThreadsTest {
    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    private final EventLoop loop = context.nettyEventLoop();

    @AfterEach
    void stop() {
        var _ = vertx.close();
    }

    @Test
    void anExchangeRunsOnTheEventLoopAlsoAfterItHasWaited() throws Exception {
        var latch = new CountDownLatch(1);
        CompletableFuture<Boolean> held = onLoop(() -> {
            awaitOf(latch);
            return holdsTheLoop();
        });

        loop.submit(latch::countDown).get(); // the loop was free while the exchange waited

        assertThat(held.get()).isTrue();
    }

    @Test
    void largeWorkLeavesTheEventLoopFree() throws Exception {
        CompletableFuture<Boolean> held = onLoop(
                () -> Threads.on(Threads.LARGE, () -> Threads.elsewhere(this::holdsTheLoop)));

        assertThat(held.get()).isFalse();
    }

    @Test
    void whatTheWorkThrowsIsThrownAsItIs() {
        var thrown = new IllegalArgumentException("so");

        assertThatThrownBy(() -> Threads.elsewhere(() -> {
            throw thrown;
        })).isSameAs(thrown);
    }

    @Test
    void anInterruptReachesTheWorkAndIsNotForgotten() throws Exception {
        var begun = new CountDownLatch(1);
        var result = new CompletableFuture<Boolean>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            boolean interrupted = Threads.elsewhere(() -> {
                begun.countDown();
                return awaitOf(new CountDownLatch(1));
            });
            result.complete(interrupted && Thread.currentThread().isInterrupted());
        });
        begun.await();

        waiting.interrupt();

        assertThat(result.get()).isTrue();
    }

    private <T> CompletableFuture<T> onLoop(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        new Loop(context).start(() -> result.complete(work.get()));
        return result;
    }

    /** Whether nothing else can run on the loop as long as the caller does. */
    private boolean holdsTheLoop() {
        var ran = loop.submit(() -> {});
        long end = System.nanoTime() + 200_000_000;
        while (System.nanoTime() < end) {
            if (ran.isDone()) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** @return whether it was interrupted */
    private static boolean awaitOf(CountDownLatch latch) {
        try {
            latch.await();
            return false;
        } catch (InterruptedException _) {
            return true;
        }
    }
}
