package dev.pollux.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.keys.KeysConfig.Crowd;
import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;
import dev.pollux.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

class KeyPoolTest {
    private static final String FLASH = "gemini-2.5-flash";
    private static final String PRO = "gemini-2.5-pro";
    /** Never adds anything: rests are as long as they are told. */
    private static final RandomGenerator NO_JITTER = () -> 0;

    private final ManualTime clock = new ManualTime("2026-11-21T10:00:00Z");

    @Test
    void keysAreUsedInTurn() {
        KeyPool pool = pool(3);
        assertThat(numbers(pool, 6)).containsExactly(1, 2, 3, 1, 2, 3);
    }

    @Test
    void aRestingKeyLeavesItsTurnToAllOthersAlike() {
        KeyPool pool = pool(4);
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(30));
        assertThat(numbers(pool, 6)).containsExactly(2, 3, 4, 2, 3, 4);
    }

    @Test
    void aMinuteQuotaRestsTheKeyForThatModelAsLongAsTheVendorSays() {
        KeyPool pool = pool(1);
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(30));
        assertThat(lend(pool, FLASH)).isZero();
        assertThat(lend(pool, PRO)).isOne();
        clock.pass(Duration.ofMillis(29_999));
        assertThat(lend(pool, FLASH)).isZero();
        clock.pass(Duration.ofMillis(1));
        assertThat(lend(pool, FLASH)).isOne();
    }

    @Test
    void theFirstUseAfterARestIsAProbeAndTheOthersWaitForItsNews() {
        KeyPool pool = pool(1);
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(30));
        clock.pass(Duration.ofSeconds(31));
        Lease probe = take(pool, FLASH);
        assertThat(lend(pool, FLASH)).as("while the probe is on its way").isZero();
        probe.succeeded();
        assertThat(lend(pool, FLASH)).as("after good news").isOne();
    }

    @Test
    void aProbeThatNeverTellsHoldsUpNobody() {
        KeyPool pool = pool(1);
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(30));
        clock.pass(Duration.ofSeconds(31));
        take(pool, FLASH).close();
        Lease second = take(pool, FLASH);
        clock.pass(Duration.ofSeconds(2));
        assertThat(lend(pool, FLASH)).as("a long answer is no bad sign").isOne();
        second.close();
    }

    @Test
    void withoutATimeTheRestDoublesAndASuccessClearsIt() {
        KeyPool pool = pool(1);
        for (int seconds : new int[]{5, 10, 20, 40, 80, 160, 300, 300}) {
            fail(pool, Kind.RATE_LIMITED, Duration.ZERO);
            assertThat(pool.comeback(FLASH)).contains(Duration.ofSeconds(seconds));
            clock.pass(Duration.ofSeconds(seconds));
        }
        Lease lease = take(pool, FLASH);
        lease.succeeded();
        lease.close();
        clock.pass(Duration.ofMillis(1));
        fail(pool, Kind.RATE_LIMITED, Duration.ZERO);
        assertThat(pool.comeback(FLASH)).contains(Duration.ofSeconds(5));
    }

    @Test
    void manyRequestsThatMeetOneLimitTogetherMakeOneRest() {
        KeyPool pool = pool(1);
        List<Lease> together = IntStream.range(0, 50).mapToObj(_ -> take(pool, FLASH)).toList();
        clock.pass(Duration.ofMillis(80));
        together.forEach(lease -> lease.failed(Failure.of(Kind.RATE_LIMITED, "slow down")));
        assertThat(pool.comeback(FLASH)).contains(Duration.ofSeconds(5));
    }

    @Test
    void aSuccessThatBeganBeforeTheRestDoesNotEndIt() {
        KeyPool pool = pool(1);
        Lease early = take(pool, FLASH);
        clock.pass(Duration.ofMillis(1));
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(30));
        early.succeeded();
        assertThat(lend(pool, FLASH)).isZero();
    }

    @Test
    void theLimitOfAMinuteWithoutATimeRestsAMinute() {
        KeyPool pool = pool(1);
        take(pool, FLASH).failed(Failure.of(Kind.RATE_LIMITED, "no").withCode(Failure.MINUTE_SPENT));
        assertThat(pool.comeback(FLASH)).contains(Duration.ofMinutes(1));
    }

    @Test
    void aDailyQuotaRestsUntilMidnightInCalifornia() {
        KeyPool pool = pool(1);
        take(pool, FLASH).failed(Failure.of(Kind.QUOTA_SPENT, "no").withCode(Failure.DAY_SPENT));
        assertThat(pool.report().getFirst().models()).singleElement()
                .isEqualTo(new KeyReport.ModelRest(FLASH,
                        new KeyState.Resting(Instant.parse("2026-11-22T08:00:00Z"), Why.DAY_QUOTA)));
        assertThat(lend(pool, PRO)).as("another model").isOne();
    }

    @Test
    void theDayOnWhichTheClocksGoBackHas25Hours() {
        var autumn = new ManualTime("2026-11-01T07:30:00Z"); // half past midnight in California
        KeyPool pool = pool(1, KeysConfig.DEFAULT, Map.of(), autumn);
        take(pool, FLASH).failed(Failure.of(Kind.QUOTA_SPENT, "no").withCode(Failure.DAY_SPENT));
        assertThat(pool.comeback(FLASH)).contains(Duration.ofMinutes(24 * 60 + 30));
    }

    @Test
    void aCalendarThatIsSetDoesNotMakeARestStick() {
        KeyPool pool = pool(1);
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(30));
        clock.set("2026-11-20T10:00:00Z");
        clock.pass(Duration.ofSeconds(30));
        assertThat(lend(pool, FLASH)).isOne();
    }

    @Test
    void anotherDayInTheCalendarEndsTheRestOfADay() {
        KeyPool pool = pool(1);
        take(pool, FLASH).failed(Failure.of(Kind.QUOTA_SPENT, "no").withCode(Failure.DAY_SPENT));
        clock.set("2026-11-22T08:00:00Z");
        assertThat(lend(pool, FLASH)).isOne();
    }

    @Test
    void noMoneyRestsTheKeyForEveryModel() {
        KeyPool pool = pool(1);
        take(pool, FLASH).failed(Failure.of(Kind.QUOTA_SPENT, "no").withCode("insufficient_quota"));
        assertThat(lend(pool, PRO)).isZero();
        assertThat(pool.comeback(PRO)).contains(Duration.ofHours(1));
    }

    @Test
    void aModelWithoutQuotaRestsADay() {
        KeyPool pool = pool(1);
        take(pool, PRO).failed(Failure.of(Kind.QUOTA_SPENT, "limit: 0").withCode(Failure.NO_QUOTA));
        assertThat(pool.comeback(PRO)).contains(Duration.ofHours(24));
        assertThat(lend(pool, FLASH)).isOne();
    }

    @Test
    void theLastKeyIsToldToBeDeadAndUsedEvenSo() {
        KeyPool pool = pool(2);
        fail(pool, Kind.KEY_REFUSED, Duration.ZERO);
        fail(pool, Kind.KEY_REFUSED, Duration.ZERO);
        assertThat(pool.report()).extracting(KeyReport::state).allMatch(KeyState.Dead.class::isInstance);
        assertThat(numbers(pool, 3)).as("nobody stands in for it").containsExactly(2, 2, 2);
        clock.pass(Duration.ofNanos(1));
        try (Lease lease = take(pool, FLASH)) {
            lease.succeeded();
        }
        assertThat(pool.report().get(1).state()).isEqualTo(new KeyState.Ready());
    }

    @Test
    void aRefusedKeyIsDeadAndTriedAgainEachHalfHour() {
        KeyPool pool = pool(2);
        fail(pool, Kind.KEY_REFUSED, Duration.ZERO);
        assertThat(pool.report().getFirst().state())
                .isEqualTo(new KeyState.Dead(Why.REFUSED, Instant.parse("2026-11-21T10:30:00.000000001Z")));
        assertThat(numbers(pool, 3)).containsExactly(2, 2, 2);
        clock.pass(Duration.ofMinutes(30));
        assertThat(numbers(pool, 3)).as("one probe").containsOnlyOnce(1);
    }

    @Test
    void theLastKeyIsNeverPutOut() {
        KeyPool pool = pool(1);
        fail(pool, Kind.KEY_REFUSED, Duration.ZERO);
        assertThat(numbers(pool, 2)).containsExactly(1, 1);
    }

    @Test
    void whenAllRestTheEarliestComebackIsTold() {
        KeyPool pool = pool(2);
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(30));
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(12));
        assertThat(pool.noneFit(FLASH).kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(pool.noneFit(FLASH).retryAfter()).contains(Duration.ofSeconds(12));
    }

    @Test
    void overloadAndMistakesOfClientsRestNothing() {
        KeyPool pool = pool(1);
        for (Kind kind : List.of(Kind.OVERLOADED, Kind.UPSTREAM_ERROR, Kind.INVALID, Kind.NO_MODEL, Kind.CLIENT_GONE,
                Kind.UPSTREAM_REFUSED, Kind.NOT_SERVED)) {
            fail(pool, kind, Duration.ofSeconds(30));
            assertThat(lend(pool, FLASH)).as("after %s", kind).isOne();
        }
        assertThat(pool.report().getFirst().failures()).isZero();
    }

    @Test
    void keysOfOneProjectRestTogetherButDieAlone() {
        KeyPool pool = pool(3, KeysConfig.DEFAULT, Map.of(1, "a", 2, "a"), clock);
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(30));
        assertThat(numbers(pool, 2)).containsExactly(3, 3);
        KeyPool other = pool(3, KeysConfig.DEFAULT, Map.of(1, "a", 2, "a"), clock);
        fail(other, Kind.KEY_REFUSED, Duration.ZERO);
        assertThat(numbers(other, 2)).containsExactly(2, 3);
    }

    @Test
    void aRestCanBeEndedByHand() {
        KeyPool pool = pool(1);
        fail(pool, Kind.KEY_REFUSED, Duration.ZERO);
        assertThat(pool.revive(1)).map(KeyReport::state).contains(new KeyState.Ready());
        assertThat(pool.revive(9)).isEmpty();
        assertThat(lend(pool, FLASH)).isOne();
    }

    @Test
    void concurrencyIsKeptWithinItsLimit() {
        KeyPool pool = pool(1, KeysConfig.DEFAULT.withAllowance(new Allowance(0, 0, 0, 2)), Map.of(), clock);
        Lease first = take(pool, FLASH);
        take(pool, FLASH);
        assertThat(lend(pool, FLASH)).isZero();
        first.close();
        first.close();
        assertThat(lend(pool, FLASH)).isOne();
    }

    @Test
    void requestsAreKeptBelowTheLimitOfAMinute() {
        KeyPool pool = pool(1, KeysConfig.DEFAULT.withAllowance(new Allowance(3, 0, 0, 0)), Map.of(), clock);
        assertThat(numbers(pool, 3)).containsExactly(1, 1, 1);
        assertThat(lend(pool, FLASH)).isZero();
        Duration comeback = pool.comeback(FLASH).orElseThrow();
        assertThat(comeback).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(65));
        clock.pass(comeback.minusNanos(1));
        assertThat(lend(pool, FLASH)).isZero();
        clock.pass(Duration.ofNanos(1));
        assertThat(lend(pool, FLASH)).isOne();
    }

    @Test
    void tokensAreBookedWhenTheLeaseEnds() {
        KeyPool pool = pool(1, KeysConfig.DEFAULT.withAllowance(new Allowance(0, 0, 1_000, 0)), Map.of(), clock);
        Lease lease = take(pool, FLASH);
        lease.used(new dev.pollux.model.Usage(java.util.OptionalLong.of(900), java.util.OptionalLong.empty(),
                java.util.OptionalLong.empty(), java.util.OptionalLong.of(200), java.util.OptionalLong.empty()));
        assertThat(lend(pool, FLASH)).isOne();
        lease.close();
        assertThat(lend(pool, FLASH)).isZero();
        clock.pass(Duration.ofSeconds(65));
        assertThat(lend(pool, FLASH)).isOne();
    }

    @Test
    void requestsOfADayComeBackWithTheVendorsDay() {
        KeyPool pool = pool(1, KeysConfig.DEFAULT.withAllowance(new Allowance(0, 2, 0, 0)), Map.of(), clock);
        assertThat(numbers(pool, 2)).containsExactly(1, 1);
        assertThat(pool.comeback(FLASH)).contains(Duration.ofHours(22));
        clock.pass(Duration.ofHours(22));
        assertThat(lend(pool, FLASH)).isOne();
    }

    @Test
    void theLeastUsedKeyIsTheOneWithTheFewestRequestsInWork() {
        KeyPool pool = pool(3, KeysConfig.DEFAULT.withSelection(Selection.LEAST_USED), Map.of(), clock);
        take(pool, FLASH);
        take(pool, FLASH);
        Lease third = take(pool, FLASH);
        assertThat(third.number()).isEqualTo(3);
        third.close();
        assertThat(take(pool, FLASH).number()).isEqualTo(3);
    }

    @Test
    void aConversationStaysAtItsKeyAndMovesOnlyWhileThatRests() {
        KeyPool pool = pool(10, KeysConfig.DEFAULT.withSelection(Selection.STICKY), Map.of(), clock);
        var homes = new ArrayList<Integer>();
        for (long conversation = 0; conversation < 200; conversation++) {
            homes.add(home(pool, conversation));
        }
        assertThat(homes).as("all keys have some").contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        int resting = homes.getFirst();
        try (Lease lease = pool.lease(FLASH, () -> 0, Set.of()).orElseThrow()) {
            lease.failed(limited(Duration.ofSeconds(30)));
        }
        for (int conversation = 0; conversation < 200; conversation++) {
            int now = home(pool, conversation);
            if (homes.get(conversation) == resting) {
                assertThat(now).isNotEqualTo(resting);
            } else {
                assertThat(now).isEqualTo(homes.get(conversation));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            125 | 2  | 3
            125 | 5  | 6
            200 | 0  | 1
            100 | 12 | 12
            """)
    void aCrowdedKeyLetsAConversationGoElsewhere(int share, int few, int atHome) {
        KeyPool pool = pool(4, KeysConfig.DEFAULT.withSelection(Selection.STICKY).withCrowd(new Crowd(share, few)),
                Map.of(), clock);
        var used = new ArrayList<Integer>();
        for (int request = 0; request < 12; request++) {
            used.add(pool.lease(FLASH, () -> 7, Set.of()).orElseThrow().number());
        }
        assertThat(used.stream().takeWhile(used.getFirst()::equals)).hasSize(atHome);
    }

    @ParameterizedTest
    @CsvSource({"0,40", "10,42", "50,50"})
    void aRestIsALittleLongerThanTold(int spread, int seconds) {
        KeysConfig config = new KeysConfig(Selection.ROUND_ROBIN, Crowd.DEFAULT, Allowance.NONE, Duration.ofSeconds(5),
                Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(24),
                Duration.ofMinutes(30), spread, Duration.ofMinutes(1), Duration.ofSeconds(2));
        var pool = new KeyPool("gemini", List.of(KeyConfig.of(Secret.of("key-number-1"))), Map.of(), config,
                clock.time(), () -> 1L << 63); // the middle of all numbers
        fail(pool, Kind.RATE_LIMITED, Duration.ofSeconds(40));
        assertThat(pool.comeback(FLASH)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void aKeyThatIsNotWantedAgainIsLeftOut() {
        KeyPool pool = pool(2);
        assertThat(pool.lease(FLASH, () -> 0, Set.of(1)).orElseThrow().number()).isEqualTo(2);
        assertThat(pool.lease(FLASH, () -> 0, Set.of(1, 2))).isEmpty();
    }

    @Test
    void noReportShowsAKey() {
        KeyPool pool = pool(2);
        fail(pool, Kind.KEY_REFUSED, Duration.ZERO);
        assertThat(pool.report().toString()).doesNotContain("key-number");
    }

    // ---- in words

    private KeyPool pool(int size) {
        return pool(size, KeysConfig.DEFAULT, Map.of(), clock);
    }

    private static KeyPool pool(int size, KeysConfig config, Map<Integer, String> projects, ManualTime time) {
        List<KeyConfig> keys = IntStream.rangeClosed(1, size)
                .mapToObj(n -> KeyConfig.of(Secret.of("key-number-" + n))).toList();
        return new KeyPool("gemini", keys, projects, config, time.time(), NO_JITTER);
    }

    private static Lease take(KeyPool pool, String model) {
        return pool.lease(model, () -> 0, Set.of()).orElseThrow();
    }

    /** @return how many keys were lent, and given back at once without news */
    private static int lend(KeyPool pool, String model) {
        var lease = pool.lease(model, () -> 0, Set.of());
        lease.ifPresent(Lease::close);
        return lease.isPresent() ? 1 : 0;
    }

    private List<Integer> numbers(KeyPool pool, int count) {
        var numbers = new ArrayList<Integer>();
        for (int n = 0; n < count; n++) {
            numbers.add(take(pool, FLASH).number());
        }
        return numbers;
    }

    private void fail(KeyPool pool, Kind kind, Duration told) {
        try (Lease lease = take(pool, FLASH)) {
            clock.pass(Duration.ofNanos(1));
            lease.failed(told.isZero() ? Failure.of(kind, "no") : Failure.of(kind, "no").withRetryAfter(told));
        }
    }

    private static Failure limited(Duration told) {
        return Failure.of(Kind.RATE_LIMITED, "no").withRetryAfter(told);
    }

    private static int home(KeyPool pool, long conversation) {
        try (Lease lease = pool.lease(FLASH, () -> conversation, Set.of()).orElseThrow()) {
            lease.succeeded();
            return lease.number();
        }
    }
}
