package dev.pollux.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.thread.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

class ChanceTest {
    private static final int LOOPS = 4;
    private static final int ROUNDS = 20_000;

    @Test
    void noTwoAreAlike() {
        var seen = new HashSet<String>();
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(seen.add(HexFormat.of().formatHex(Chance.bytes(16)))).isTrue();
        }
        assertThat(seen).allMatch(hex -> hex.length() == 32);
    }

    /** What the one takes, as for a handshake, must never be waited for behind the other. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void eventLoopsWithHandshakesAndTheThreadsThatRunOnThemNeverWaitForEachOther() throws InterruptedException {
        var handshakes = new SecureRandom();
        Set<Long> numbers = ConcurrentHashMap.newKeySet();
        List<ExecutorService> loops = new ArrayList<>();
        var done = new CountDownLatch(2 * LOOPS * ROUNDS);
        try {
            for (int i = 0; i < LOOPS; i++) {
                ExecutorService loop = Executors.newSingleThreadExecutor();
                loops.add(loop);
                for (int round = 0; round < ROUNDS; round++) {
                    Threads.startOn(loop, () -> {
                        long number = Chance.number();
                        loop.execute(() -> numbers.add(number)); // there, since a set has locks too
                        done.countDown();
                    });
                    loop.execute(() -> {
                        handshakes.nextBytes(new byte[32]);
                        done.countDown();
                    });
                }
            }
            done.await();
        } finally {
            loops.forEach(ExecutorService::close);
        }
        assertThat(numbers).hasSize(LOOPS * ROUNDS).allMatch(number -> number >= 0);
    }
}
