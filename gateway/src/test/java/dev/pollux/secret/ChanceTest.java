package dev.pollux.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.thread.LoopsAndThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

class ChanceTest {
    @Test
    void noTwoAreAlike() {
        var seen = new HashSet<String>();
        for (int i = 0; i < LoopsAndThreads.ROUNDS; i++) {
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
        LoopsAndThreads.race(() -> numbers.add(Chance.number()), () -> handshakes.nextBytes(new byte[32]));
        assertThat(numbers).hasSize(LoopsAndThreads.LOOPS * LoopsAndThreads.ROUNDS).allMatch(number -> number >= 0);
    }
}
