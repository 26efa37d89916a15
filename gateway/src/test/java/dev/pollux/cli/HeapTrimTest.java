package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapTrimTest {
    private static final long MB = 1 << 20;

    private long heap;
    private long inWork;
    private int collections;

    @ParameterizedTest
    @CsvSource({"30, 33, 0", "30, 34, 1", "30, 20, 0", "800, 899, 0", "800, 900, 1"})
    void whatHasGrownByEnoughIsCollected(long before, long after, int expected) {
        heap = before * MB;
        HeapTrim trim = trim(before * MB);
        heap = after * MB;
        trim.run();
        assertThat(collections).isEqualTo(expected);
    }

    @Test
    void notWhileLargeBodiesAreInWorkButBehindThem() {
        heap = 30 * MB;
        HeapTrim trim = trim(30 * MB);
        heap = 500 * MB;
        inWork = 1;
        trim.run();
        assertThat(collections).isZero();
        inWork = 0;
        trim.run();
        assertThat(collections).isEqualTo(1);
        assertThat(heap).isEqualTo(30 * MB);
    }

    @Test
    void whatStaysLargeIsNotCollectedAgainAndAgain() {
        heap = 30 * MB;
        HeapTrim trim = trim(100 * MB);
        heap = 100 * MB;
        trim.run();
        trim.run();
        assertThat(collections).isEqualTo(1);
        heap = 113 * MB;
        trim.run();
        assertThat(collections).isEqualTo(2);
    }

    /** @param left what a collection leaves */
    private HeapTrim trim(long left) {
        return new HeapTrim(4 * MB, () -> inWork, () -> heap, () -> {
            collections++;
            heap = left;
        });
    }
}
