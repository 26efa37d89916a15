package dev.pollux.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.thread.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class BacklogTest {
    private static final int LOOPS = 4;
    private static final int ROUNDS = 20_000;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void eventLoopsAndTheThreadsThatRunOnThemNeverWaitForEachOther() throws InterruptedException {
        var written = new AtomicLong();
        var lost = new AtomicLong();
        List<ExecutorService> loops = new ArrayList<>();
        var done = new CountDownLatch(2 * LOOPS * ROUNDS);
        try (var backlog = new Backlog<Integer>("test", 1_000, batch -> written.addAndGet(batch.size()),
                lost::addAndGet)) {
            for (int i = 0; i < LOOPS; i++) {
                ExecutorService loop = Executors.newSingleThreadExecutor();
                loops.add(loop);
                for (int round = 0; round < ROUNDS; round++) {
                    Threads.startOn(loop, () -> add(backlog, done));
                    loop.execute(() -> add(backlog, done));
                }
            }
            done.await();
        } finally {
            loops.forEach(ExecutorService::shutdownNow);
        }
        assertThat(written.get() + lost.get()).isEqualTo(2L * LOOPS * ROUNDS);
    }

    @Test
    void whatWaitsIsWrittenInItsOrderWhenItCloses() {
        var written = new ConcurrentLinkedQueue<Integer>();
        try (var backlog = new Backlog<Integer>("test", 10, written::addAll, _ -> {})) {
            for (int i = 0; i < 5; i++) {
                backlog.add(i);
            }
        }
        assertThat(written).containsExactly(0, 1, 2, 3, 4);
    }

    private static void add(Backlog<Integer> backlog, CountDownLatch done) {
        backlog.add(1);
        done.countDown();
    }
}
