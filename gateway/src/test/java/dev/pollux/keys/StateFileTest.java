package dev.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import dev.pollux.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is known of keys goes from one process to the next. */
class StateFileTest {
    private static final String FLASH = "gemini-2.5-flash";
    private static final String PRO = "gemini-2.5-pro";
    private static final KeysConfig TWO_A_DAY = KeysConfig.DEFAULT.withAllowance(new Allowance(0, 2, 0, 0));
    private static final Failure DEAD = Failure.of(Kind.KEY_REFUSED, "dead");
    private static final Failure MINUTE = Failure.of(Kind.RATE_LIMITED, "minute").withRetryAfter(
            Duration.ofMinutes(5));

    private final ManualTime clock = new ManualTime("2026-11-21T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void everyRestOutlivesTheProcess() {
        KeyPool before = pool(KeysConfig.DEFAULT, "one", "two", "three", "four");
        fail(before, 1, DEAD);
        fail(before, 2, Failure.of(Kind.QUOTA_SPENT, "money"));
        fail(before, 3, Failure.of(Kind.QUOTA_SPENT, "day").withCode(Failure.DAY_SPENT));
        fail(before, 4, MINUTE);
        List<KeyReport> known = before.report();
        state(before).save();
        clock.pass(Duration.ofMinutes(1));
        KeyPool after = pool(KeysConfig.DEFAULT, "four", "three", "two", "one", "five");
        state(after).recall();
        List<KeyReport> recalled = after.report();
        for (int at = 0; at < 4; at++) {
            assertThat(recalled.get(3 - at).state()).isEqualTo(known.get(at).state());
            assertThat(recalled.get(3 - at).models()).isEqualTo(known.get(at).models());
        }
        assertThat(fit(after, FLASH)).containsExactly(5);
        assertThat(fit(after, PRO)).containsExactly(1, 2, 5);
        clock.pass(Duration.ofMinutes(4));
        assertThat(fit(after, FLASH)).containsExactly(1, 5);
    }

    @Test
    void aKeyThatWasDeadIsTriedByOneRequestWhenItsTimeHasCome() {
        KeyPool before = pool(KeysConfig.DEFAULT, "one", "two");
        fail(before, 1, DEAD);
        state(before).save();
        clock.pass(Duration.ofDays(2));
        KeyPool after = pool(KeysConfig.DEFAULT, "one", "two");
        state(after).recall();
        assertThat(after.lease(FLASH, () -> 0, Set.of(2))).isPresent();
        assertThat(after.lease(FLASH, () -> 0, Set.of(2))).as("while that one is on its way").isEmpty();
    }

    @Test
    void theRequestsOfTheDayCountOnAndThoseOfAnotherDayDoNot() {
        KeyPool before = pool(TWO_A_DAY, "one");
        before.lease(FLASH, () -> 0, Set.of()).orElseThrow().close();
        state(before).save();
        KeyPool after = pool(TWO_A_DAY, "one");
        state(after).recall();
        after.lease(FLASH, () -> 0, Set.of()).orElseThrow().close();
        assertThat(after.lease(FLASH, () -> 0, Set.of())).isEmpty();
        clock.pass(Duration.ofDays(1));
        KeyPool tomorrow = pool(TWO_A_DAY, "one");
        state(tomorrow).recall();
        tomorrow.lease(FLASH, () -> 0, Set.of()).orElseThrow().close();
        assertThat(tomorrow.lease(FLASH, () -> 0, Set.of())).isPresent();
    }

    @Test
    void noKeyStandsInTheFile() throws IOException {
        KeyPool pool = pool(KeysConfig.DEFAULT, "AIzaSy-a-secret-key", "another");
        fail(pool, 1, DEAD);
        state(pool).save();
        assertThat(Files.readString(file())).doesNotContain("AIza").contains(
                Secret.of("AIzaSy-a-secret-key").digest().text()).contains("REFUSED");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("nothing unfinished").containsExactly(file());
        }
    }

    @Test
    void itIsWrittenOnlyWhenSomethingElseIsKnown() throws IOException {
        KeyPool pool = pool(KeysConfig.DEFAULT, "one");
        StateFile state = state(pool);
        fail(pool, 1, MINUTE);
        state.save();
        Files.delete(file());
        pool.lease(PRO, () -> 0, Set.of()).orElseThrow().close();
        state.save();
        assertThat(file()).doesNotExist();
        fail(pool, PRO, MINUTE);
        state.save();
        assertThat(file()).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"gemini\":7}", "{\"gemini\":{\"sha256:00\":{}}}",
            "{\"gemini\":{\"%s\":{\"day\":\"today\",\"requests\":0,\"rests\":[]}}}",
            "{\"gemini\":{\"%s\":{\"day\":\"2026-11-21\",\"rests\":[{\"why\":\"WEATHER\",\"until\":\"2026-11-22T00:00:00Z\"}]}}}",
            "{\"gemini\":{\"%s\":{\"day\":\"2026-11-21\",\"rests\":[{\"why\":\"MONEY\",\"model\":\"m\",\"until\":\"2026-11-22T00:00:00Z\"}]}}}",
            "{\"gemini\":{\"%s\":{\"day\":\"2026-11-21\",\"rests\":[{\"why\":\"REFUSED\",\"until\":\"soon\"}]}}}"})
    void aFileThatIsNoneOfOursChangesNothing(String content) throws IOException {
        Files.writeString(file(), content.formatted(Secret.of("one").digest().text()));
        KeyPool pool = pool(KeysConfig.DEFAULT, "one");
        state(pool).recall();
        assertThat(pool.report().getFirst().state()).isInstanceOf(KeyState.Ready.class);
    }

    @Test
    void aTimeThatIsTooFarAwayIsNotBelieved() throws IOException {
        Files.writeString(file(), """
                {"gemini":{"%s":{"day":"2026-11-21","rests":[{"why":"REFUSED","until":"9999-01-01T00:00:00Z"}]}}}
                """.formatted(Secret.of("one").digest().text()));
        KeyPool pool = pool(KeysConfig.DEFAULT, "one", "two");
        state(pool).recall();
        assertThat(fit(pool, FLASH)).containsExactly(2);
        clock.pass(Duration.ofDays(31));
        assertThat(fit(pool, FLASH)).containsExactly(1, 2);
    }

    @Test
    void aDiskThatFailsCostsNothingAndIsTriedAgain() throws IOException {
        KeyPool pool = pool(KeysConfig.DEFAULT, "one");
        Path missing = folder.resolve("missing");
        var state = new StateFile(missing.resolve("keys.json"), () -> List.of(pool));
        fail(pool, 1, MINUTE);
        state.save();
        Files.createDirectory(missing);
        state.save();
        assertThat(missing.resolve("keys.json")).isNotEmptyFile();
    }

    private StateFile state(KeyPool pool) {
        return new StateFile(file(), () -> List.of(pool));
    }

    private Path file() {
        return folder.resolve("keys.json");
    }

    private static void fail(KeyPool pool, int number, Failure failure) {
        try (Lease lease = lease(pool, FLASH, number).orElseThrow()) {
            lease.failed(failure);
        }
    }

    private static void fail(KeyPool pool, String model, Failure failure) {
        try (Lease lease = pool.lease(model, () -> 0, Set.of()).orElseThrow()) {
            lease.failed(failure);
        }
    }

    /** The keys that may be used now. */
    private static List<Integer> fit(KeyPool pool, String model) {
        return IntStream.rangeClosed(1, pool.size()).filter(number -> {
            Optional<Lease> lease = lease(pool, model, number);
            lease.ifPresent(Lease::close);
            return lease.isPresent();
        }).boxed().toList();
    }

    private static Optional<Lease> lease(KeyPool pool, String model, int number) {
        return pool.lease(model, () -> 0, pool.allBut(pool.keys().get(number - 1).secret()));
    }

    private KeyPool pool(KeysConfig config, String... secrets) {
        return new KeyPool("gemini", Stream.of(secrets).map(Secret::of).map(KeyConfig::of).toList(), Map.of(), config,
                clock.time(), () -> 0, Optional.empty());
    }
}
