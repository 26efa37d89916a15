package dev.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import dev.pollux.secret.Secret;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One pool takes the place of another: what is known of a key goes with the key. */
class SuccessionTest {
    private static final String FLASH = "gemini-2.5-flash";
    private static final KeysConfig TWO_A_MINUTE = KeysConfig.DEFAULT.withAllowance(new Allowance(2, 0, 0, 0));

    private final ManualTime clock = new ManualTime("2026-11-21T10:00:00Z");

    @Test
    void aRestGoesWithTheKeyToAnotherNumber() {
        KeyPool before = pool(KeysConfig.DEFAULT, Optional.empty(), "one", "two");
        fail(before.lease(FLASH, () -> 0, Set.of()).orElseThrow());
        KeyPool after = pool(KeysConfig.DEFAULT, Optional.of(before), "new", "two", "one");
        assertThat(after.lease(FLASH, () -> 0, Set.of(1, 2))).isEmpty();
        assertThat(after.lease(FLASH, () -> 0, Set.of(2, 3))).isPresent();
        clock.pass(Duration.ofSeconds(31));
        assertThat(after.lease(FLASH, () -> 0, Set.of(1, 2))).isPresent();
    }

    @Test
    void aLeaseOfTheOldPoolTellsTheNewOne() {
        KeyPool before = pool(KeysConfig.DEFAULT, Optional.empty(), "one", "two");
        Lease lease = before.lease(FLASH, () -> 0, Set.of()).orElseThrow();
        KeyPool after = pool(KeysConfig.DEFAULT, Optional.of(before), "two", "one");
        assertThat(after.report().get(1).inWork()).isOne();
        fail(lease);
        assertThat(after.report().get(1).inWork()).isZero();
        assertThat(after.report().get(1).failures()).isOne();
        assertThat(after.lease(FLASH, () -> 0, Set.of(1))).isEmpty();
    }

    @Test
    void aLeaseOfAKeyThatIsStruckOutEndsInOrder() {
        KeyPool before = pool(KeysConfig.DEFAULT, Optional.empty(), "one", "two");
        Lease lease = before.lease(FLASH, () -> 0, Set.of()).orElseThrow();
        KeyPool after = pool(KeysConfig.DEFAULT, Optional.of(before), "two");
        assertThat(lease.secret()).isEqualTo(Secret.of("one"));
        fail(lease);
        assertThat(after.lease(FLASH, () -> 0, Set.of())).isPresent();
    }

    @Test
    void whatWasUsedCountsOnUnderOtherLimits() {
        KeyPool before = pool(TWO_A_MINUTE, Optional.empty(), "one");
        before.lease(FLASH, () -> 0, Set.of()).orElseThrow().close();
        KeyPool same = pool(TWO_A_MINUTE, Optional.of(before), "one");
        same.lease(FLASH, () -> 0, Set.of()).orElseThrow().close();
        assertThat(same.lease(FLASH, () -> 0, Set.of())).isEmpty();
        KeyPool wider = pool(KeysConfig.DEFAULT.withAllowance(new Allowance(3, 0, 0, 0)), Optional.of(same), "one");
        wider.lease(FLASH, () -> 0, Set.of()).orElseThrow().close();
        assertThat(wider.lease(FLASH, () -> 0, Set.of())).isEmpty();
    }

    @Test
    void aProjectGoesOnUnderItsName() {
        Map<Integer, String> shared = Map.of(1, "team", 2, "team");
        KeyPool before = pool(KeysConfig.DEFAULT, shared, Optional.empty(), "one", "two");
        fail(before.lease(FLASH, () -> 0, Set.of()).orElseThrow());
        KeyPool after = pool(KeysConfig.DEFAULT, Map.of(1, "team"), Optional.of(before), "new", "two");
        assertThat(after.lease(FLASH, () -> 0, Set.of(2))).as("the team's new key").isEmpty();
        assertThat(after.lease(FLASH, () -> 0, Set.of(1))).as("a key that has left the team").isPresent();
    }

    private static void fail(Lease lease) {
        lease.failed(Failure.of(Kind.RATE_LIMITED, "slow down").withRetryAfter(Duration.ofSeconds(30)));
        lease.close();
    }

    private KeyPool pool(KeysConfig config, Optional<KeyPool> before, String... secrets) {
        return pool(config, Map.of(), before, secrets);
    }

    private KeyPool pool(KeysConfig config, Map<Integer, String> projects, Optional<KeyPool> before,
            String... secrets) {
        List<KeyConfig> keys = Stream.of(secrets).map(Secret::of).map(KeyConfig::of).toList();
        return new KeyPool("gemini", keys, projects, config, clock.time(), () -> 0, before);
    }
}
