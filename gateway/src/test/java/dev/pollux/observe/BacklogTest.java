package dev.pollux.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.thread.LoopsAndThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class BacklogTest {
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void eventLoopsAndTheThreadsThatRunOnThemNeverWaitForEachOther() throws InterruptedException {
        var written = new AtomicLong();
        var lost = new AtomicLong();
        try (var backlog = new Backlog<Integer>("test", 1_000, batch -> written.addAndGet(batch.size()),
                lost::addAndGet)) {
            LoopsAndThreads.race(() -> backlog.add(1), () -> backlog.add(1));
        }
        assertThat(written.get() + lost.get()).isEqualTo(2L * LoopsAndThreads.LOOPS * LoopsAndThreads.ROUNDS);
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
}
