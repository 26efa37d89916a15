package dev.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.secret.Secret;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** Keys that may have more than others. */
class WeightTest {
    private final ManualTime clock = new ManualTime("2026-11-21T10:00:00Z");

    /** Three keys that shall have one, two and five of eight requests. */
    private KeyPool pool(Selection selection) {
        List<KeyConfig> keys = List.of(key("one", 10, OptionalInt.empty()), key("two", 20, OptionalInt.empty()),
                key("five", 50, OptionalInt.empty()));
        return new KeyPool("any", keys, Map.of(), KeysConfig.DEFAULT.withSelection(selection), clock.time(),
                new Random(7));
    }

    private static KeyConfig key(String secret, int weight, OptionalInt concurrency) {
        return new KeyConfig(Secret.of(secret), Optional.of("called " + secret), weight, OptionalInt.empty(),
                OptionalInt.empty(), OptionalInt.empty(), concurrency);
    }

    @ParameterizedTest
    @EnumSource
    void eachKeyHasTheShareThatItsWeightSays(Selection selection) {
        KeyPool pool = pool(selection);
        var used = new int[4];
        for (int n = 0; n < 8_000; n++) {
            long conversation = n;
            try (Lease lease = pool.lease("m", () -> conversation, Set.of()).orElseThrow()) {
                used[lease.number()]++;
            }
        }
        Offset<Integer> chance = Offset.offset(selection == Selection.ROUND_ROBIN ? 1 : 150);
        assertThat(used[1]).isCloseTo(1_000, chance);
        assertThat(used[2]).isCloseTo(2_000, chance);
        assertThat(used[3]).isCloseTo(5_000, chance);
    }

    @Test
    void theTurnsOfAHeavyKeyAreSpreadOverTheRound() {
        KeyPool pool = pool(Selection.ROUND_ROBIN);
        var numbers = new ArrayList<Integer>();
        for (int n = 0; n < 16; n++) {
            numbers.add(pool.lease("m", () -> 0, Set.of()).orElseThrow().number());
        }
        assertThat(numbers.subList(0, 8)).containsExactly(3, 2, 3, 1, 3, 3, 2, 3).isEqualTo(numbers.subList(8, 16));
    }

    @Test
    void limitsOfItsOwnStandBeforeThoseOfAll() {
        var pool = new KeyPool("any", List.of(key("narrow", 1, OptionalInt.of(1)), key("free", 1, OptionalInt.of(0))),
                Map.of(), KeysConfig.DEFAULT.withAllowance(new Allowance(0, 0, 0, 3)), clock.time(), new Random(7));
        var numbers = new ArrayList<Integer>();
        for (int n = 0; n < 10; n++) {
            numbers.add(pool.lease("m", () -> 0, Set.of()).orElseThrow().number());
        }
        assertThat(numbers).containsExactlyInAnyOrder(1, 2, 2, 2, 2, 2, 2, 2, 2, 2);
        assertThat(pool.report()).map(KeyReport::name).containsExactly(Optional.of("called narrow"),
                Optional.of("called free"));
    }
}
