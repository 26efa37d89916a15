package dev.pollux.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.access.Caller;
import dev.pollux.access.Quota;
import dev.pollux.model.Failure.Kind;
import dev.pollux.model.Glob;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Never one too many, never one too few: with a clock that is set by hand, and 200 who ask at once. */
class LimitsTest {
    private static final int CLIENTS = 200;
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Quota NONE = Quota.UNLIMITED;
    private static final String ADDRESS = "192.0.2.1";

    /** One of many. */
    @FunctionalInterface
    private interface Client {
        boolean ask(int number) throws Exception;
    }

    private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void ofManyAtOnceExactlyAsManyAsAllowedEnterInAMinute() throws Exception {
        Limits limits = limits(new Quota(50, 0, 0, 0, 0, 0), NONE, NONE, Map.of());
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(50);
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isZero();
        now = now.plusMillis(1_200); // a fiftieth of a minute
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(1);
        now = now.plusSeconds(600);
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(50);
    }

    @Test
    void aClockThatIsSetBackOrForwardNeitherStopsAMinuteNorGivesMoreThanOne() throws Exception {
        Limits limits = limits(new Quota(50, 0, 0, 0, 0, 0), NONE, NONE, Map.of());
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(50);
        now = now.minusSeconds(3_600);
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isZero();
        now = now.plusMillis(1_200);
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(1);
        now = now.plusSeconds(86_400);
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(50);
    }

    @Test
    void theDayEndsAtMidnightOfTheTimeZoneAndNotBefore() throws Exception {
        Limits limits = limits(NONE, new Quota(0, 30, 0, 0, 0, 0), NONE, Map.of());
        now = Instant.parse("2026-11-21T15:59:59.999Z"); // a millisecond before midnight in Shanghai
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(30);
        Permit refused = enter(limits, Caller.ANYBODY, ADDRESS, "m");
        assertThat(refused.refusal()).hasValueSatisfying(why -> {
            assertThat(why.kind()).isEqualTo(Kind.QUOTA_SPENT);
            assertThat(why.retryAfter()).contains(Duration.ofMillis(1));
        });
        now = Instant.parse("2026-11-21T16:00:00Z");
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(30);
        now = Instant.parse("2026-11-22T15:59:59.999Z");
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isZero();
    }

    /** Whoever comes while the day turns is counted in one of the two days, and neither gets more than its own. */
    @Test
    void whileMidnightPassesNoDayGetsMoreThanItsOwn() throws Exception {
        Limits limits = limits(new Quota(0, 30, 0, 0, 0, 0), NONE, NONE, Map.of());
        Instant midnight = Instant.parse("2026-11-21T16:00:00Z");
        for (int round = 0; round < 10; round++) {
            Instant turn = midnight.plus(Duration.ofDays(2L * round));
            now = turn.minusSeconds(1);
            int before = entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"), 20);
            var count = new AtomicInteger();
            int meanwhile = entered(_ -> {
                if (count.incrementAndGet() == CLIENTS / 2) {
                    now = turn;
                }
                return enter(limits, Caller.ANYBODY, ADDRESS, "m");
            });
            int after = entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"));
            assertThat(before).isEqualTo(20);
            assertThat(before + meanwhile + after).as("20 to 30 of the first day, 30 of the second").isBetween(50, 60);
        }
    }

    @Test
    void aDayOf25HoursIsOneDay() throws Exception {
        var config = new LimitsConfig(new Quota(0, 5, 0, 0, 0, 0), NONE, NONE, Map.of(),
                ZoneId.of("Europe/Berlin"), 10, Duration.ZERO);
        Limits limits = new Limits(config, () -> now);
        now = Instant.parse("2026-10-24T22:00:00Z"); // midnight, and the night in which summer time ends
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(5);
        now = Instant.parse("2026-10-25T22:59:59Z");
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isZero();
        now = Instant.parse("2026-10-25T23:00:00Z");
        assertThat(entered(_ -> enter(limits, Caller.ANYBODY, ADDRESS, "m"))).isEqualTo(5);
    }

    @Test
    void neverMoreAreInWorkAtOneTimeThanMayBeAndAllComeBack() throws Exception {
        Limits limits = limits(new Quota(0, 0, 0, 0, 7, 3), NONE, NONE, Map.of());
        for (int round = 0; round < 3; round++) {
            var allHaveTried = new CyclicBarrier(CLIENTS);
            assertThat(each(_ -> {
                try (Permit permit = enter(limits, Caller.ANYBODY, ADDRESS, "m")) {
                    allHaveTried.await();
                    return permit.refusal().isEmpty();
                }
            }, CLIENTS)).isEqualTo(7);
        }
        var permits = new ArrayList<Permit>();
        for (int i = 0; i < 7; i++) {
            permits.add(enter(limits, Caller.ANYBODY, ADDRESS, "m"));
        }
        assertThat(permits).allMatch(permit -> permit.refusal().isEmpty());
        permits.forEach(Permit::close);
        permits.forEach(Permit::close);
        for (int i = 0; i < 3; i++) {
            permits.add(limits.enter(Caller.ANYBODY, ADDRESS, "m", "m", true, () -> 0));
        }
        assertThat(limits.enter(Caller.ANYBODY, ADDRESS, "m", "m", true, () -> 0).refusal())
                .hasValueSatisfying(why -> assertThat(why.message()).contains("3 streams at one time"));
    }

    @Test
    void whoeverIsRefusedAtOneDoorHasTakenNothingAtTheOthers() throws Exception {
        Limits limits = limits(new Quota(100, 0, 0, 0, 0, 0), NONE, new Quota(10, 0, 0, 0, 0, 0), Map.of());
        assertThat(entered(_ -> enter(limits, new Caller("anna"), ADDRESS, "m"))).isEqualTo(10);
        assertThat(entered(_ -> enter(limits, new Caller("ben"), ADDRESS, "m"))).isEqualTo(10);
        assertThat(enter(limits, new Caller("carl"), ADDRESS, "m").rates().requests().orElseThrow().left())
                .isEqualTo(9);
        assertThat(entered(number -> enter(limits, new Caller("caller-" + number), ADDRESS, "m"))).isEqualTo(79);
    }

    @Test
    void addressesOfOneNetworkAreOneParty() {
        Limits limits = limits(NONE, new Quota(1, 0, 0, 0, 0, 0), NONE, Map.of());
        for (String address : List.of("192.0.2.1", "192.0.2.2", "2001:db8:0:1::1", "2001:db8:0:2::1")) {
            assertThat(enter(limits, Caller.ANYBODY, address, "m").refusal()).as(address).isEmpty();
        }
        for (String address : List.of("192.0.2.1", "::ffff:192.0.2.2", "2001:db8:0:1:ffff::9")) {
            assertThat(enter(limits, Caller.ANYBODY, address, "m").refusal()).as(address).isPresent();
        }
    }

    @Test
    void aModelIsLimitedByWhicheverNameItIsAsked() {
        Limits limits = limits(NONE, NONE, NONE, Map.of(new Glob("gemini-*-pro"), new Quota(2, 0, 0, 0, 0, 0)));
        assertThat(enter(limits, Caller.ANYBODY, ADDRESS, "gemini-2.5-pro").refusal()).isEmpty();
        assertThat(limits.enter(Caller.ANYBODY, ADDRESS, "alias", "gemini-2.5-pro", false, () -> 0).refusal())
                .isEmpty();
        assertThat(enter(limits, Caller.ANYBODY, ADDRESS, "gemini-3-pro").refusal()).isPresent();
        assertThat(enter(limits, Caller.ANYBODY, ADDRESS, "gemini-2.5-flash").refusal()).isEmpty();
    }

    @Test
    void tokensAreEstimatedBeforeAndChargedAfter() {
        Limits limits = limits(new Quota(0, 0, 0, 1_000, 0, 0), NONE, NONE, Map.of());
        Permit first = ask(limits, 300);
        assertThat(left(limits)).isEqualTo(700);
        first.charge(900);
        first.close();
        assertThat(left(limits)).isEqualTo(100);
        assertThat(ask(limits, 101).refusal()).isPresent();
        Permit second = ask(limits, 100);
        second.charge(20);
        second.close();
        assertThat(left(limits)).isEqualTo(80);
        Permit third = ask(limits, 80);
        third.charge(500); // an answer may be longer than what is left
        third.close();
        assertThat(ask(limits, 0).refusal()).isPresent();
        assertThat(ask(limits, 1_001).refusal()).hasValueSatisfying(why -> {
            assertThat(why.retryAfter()).as("no waiting helps").isEmpty();
            assertThat(why.isFinal()).isTrue();
        });
    }

    @Test
    void whatYesterdayGivesBackIsNoneOfTodays() {
        Limits limits = limits(new Quota(0, 0, 0, 1_000, 0, 0), NONE, NONE, Map.of());
        now = Instant.parse("2026-11-21T15:59:00Z");
        Permit yesterday = ask(limits, 800);
        now = Instant.parse("2026-11-21T16:01:00Z");
        ask(limits, 600).close();
        yesterday.charge(0);
        yesterday.close();
        assertThat(left(limits)).isEqualTo(400);
    }

    @Test
    void strangersInGreatNumberTakeNoMemoryAndNobodysPlace() {
        var config = new LimitsConfig(NONE, new Quota(0, 3, 0, 0, 0, 0), NONE, Map.of(), SHANGHAI, 100,
                Duration.ZERO);
        Limits limits = new Limits(config, () -> now);
        for (int i = 0; i < 100; i++) {
            enter(limits, Caller.ANYBODY, "192.0.2." + i, "m").close();
        }
        int strangers = 0;
        for (int i = 0; i < 10_000; i++) {
            try (Permit permit = enter(limits, Caller.ANYBODY, "10.0." + i / 256 + "." + i % 256, "m")) {
                strangers += permit.refusal().isEmpty() ? 1 : 0;
            }
        }
        assertThat(strangers).as("counted together").isEqualTo(3);
        assertThat(limits.parties()).isEqualTo(100);
        assertThat(enter(limits, Caller.ANYBODY, "192.0.2.7", "m").rates().requests().orElseThrow().left())
                .isEqualTo(1);
        now = now.plus(Duration.ofDays(1));
        assertThat(enter(limits, Caller.ANYBODY, "10.0.0.1", "m").refusal()).as("yesterday's places are free")
                .isEmpty();
        assertThat(limits.parties()).isLessThan(5);
    }

    @Test
    void whoeverWaitsEntersInTheOrderOfComing() throws Exception {
        var config = new LimitsConfig(new Quota(0, 0, 0, 0, 1, 0), NONE, NONE, Map.of(), SHANGHAI, 10,
                Duration.ofMinutes(1));
        Limits limits = new Limits(config, () -> now);
        Permit first = enter(limits, Caller.ANYBODY, ADDRESS, "m");
        var order = new ConcurrentLinkedQueue<Integer>();
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < 20; number++) {
            int mine = number;
            var thread = Thread.ofPlatform().start(() -> {
                try (Permit permit = enter(limits, Caller.ANYBODY, ADDRESS, "m")) {
                    order.add(permit.refusal().isEmpty() ? mine : -1);
                }
            });
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            threads.add(thread);
        }
        first.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(List.copyOf(order)).isSorted().hasSize(20).doesNotContain(-1);
    }

    @Test
    void nobodyWaitsForWhatWillNotComeInTime() {
        var config = new LimitsConfig(new Quota(0, 1, 0, 0, 0, 0), NONE, NONE, Map.of(), SHANGHAI, 10,
                Duration.ofMinutes(10));
        Limits limits = new Limits(config, () -> now);
        assertThat(enter(limits, Caller.ANYBODY, ADDRESS, "m").refusal()).isEmpty();
        assertThat(enter(limits, Caller.ANYBODY, ADDRESS, "m").refusal()).isPresent();
    }

    @Test
    void withoutLimitsThereIsNothingToPay() {
        Limits limits = limits(NONE, NONE, NONE, Map.of());
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long first = allocated(threads, limits);
        long second = allocated(threads, limits);
        assertThat(Math.min(first, second)).isLessThan(1_000);
    }

    private static long allocated(com.sun.management.ThreadMXBean threads, Limits limits) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            limits.enter(Caller.ANYBODY, ADDRESS, "m", "m", true, () -> 0).close();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private Limits limits(Quota all, Quota perAddress, Quota perCaller, Map<Glob, Quota> models) {
        return new Limits(new LimitsConfig(all, perAddress, perCaller, models, SHANGHAI, 100, Duration.ZERO),
                () -> now);
    }

    private static Permit enter(Limits limits, Caller caller, String address, String model) {
        return limits.enter(caller, address, model, model, false, () -> 0);
    }

    private static Permit ask(Limits limits, long tokens) {
        return limits.enter(Caller.ANYBODY, ADDRESS, "m", "m", false, () -> tokens);
    }

    private static long left(Limits limits) {
        try (Permit permit = ask(limits, 0)) {
            return permit.rates().tokens().orElseThrow().left();
        }
    }

    /** How many of {@link #CLIENTS} who come at once enter. */
    private static int entered(IntFunction<Permit> client) throws InterruptedException, ExecutionException {
        return entered(client, CLIENTS);
    }

    private static int entered(IntFunction<Permit> client, int clients)
            throws InterruptedException, ExecutionException {
        return each(number -> {
            try (Permit permit = client.apply(number)) {
                return permit.refusal().isEmpty();
            }
        }, clients);
    }

    private static int each(Client client, int clients) throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(1);
        var results = new ArrayList<Future<Boolean>>();
        int yes = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                int number = i;
                results.add(threads.submit(() -> {
                    start.await();
                    return client.ask(number);
                }));
            }
            start.countDown();
            for (Future<Boolean> result : results) {
                yes += result.get() ? 1 : 0;
            }
        }
        return yes;
    }
}
