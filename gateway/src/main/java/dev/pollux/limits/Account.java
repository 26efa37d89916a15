package dev.pollux.limits;

import dev.pollux.access.Quota;
import dev.pollux.limits.Hit.Scope;
import dev.pollux.model.Rates.Rate;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What one party has used of its allowance. One lock: what is looked at is taken before anybody else looks. */
final class Account {
    private final Scope scope;
    private final String party;
    private final Quota allowance;
    private final InstantSource clock;
    private final List<Gauge> requests;
    private final List<Gauge> tokens;
    /** Those who wait for their turn here; the first holds it. */
    private final ReentrantLock queue = new ReentrantLock(true);
    private int changes;
    private int running;
    private int streaming;

    /** @param party for those who are refused, as in "The limit of this gateway for ..." */
    Account(Scope scope, String party, Quota allowance, InstantSource clock, ZoneId zone) {
        this.scope = scope;
        this.party = party;
        this.allowance = allowance;
        this.clock = clock;
        this.requests = gauges(allowance.requestsPerMinute(), allowance.requestsPerDay(), clock, zone);
        this.tokens = gauges(allowance.tokensPerMinute(), allowance.tokensPerDay(), clock, zone);
    }

    private static List<Gauge> gauges(int minute, int day, InstantSource clock, ZoneId zone) {
        var gauges = new ArrayList<Gauge>(2);
        if (minute > 0) {
            gauges.add(new MinuteGauge(minute, new Meter(clock)));
        }
        if (day > 0) {
            gauges.add(new DayGauge(day, clock, zone));
        }
        return List.copyOf(gauges);
    }

    /** Takes one request if everything allows it. @return why not, or null */
    synchronized @Nullable Excess enter(long cost, boolean stream) {
        Excess excess = excess(cost, stream);
        if (excess == null) {
            requests.forEach(gauge -> gauge.take(1));
            tokens.forEach(gauge -> gauge.take(cost));
            running++;
            streaming += stream ? 1 : 0;
        }
        return excess;
    }

    private @Nullable Excess excess(long cost, boolean stream) {
        if (allowance.concurrency() > 0 && running >= allowance.concurrency()) {
            return Excess.atOnce(this, changes, "requests", allowance.concurrency());
        }
        if (stream && allowance.streams() > 0 && streaming >= allowance.streams()) {
            return Excess.atOnce(this, changes, "streams", allowance.streams());
        }
        Excess tooMany = worst("requests", requests, 1);
        return tooMany != null ? tooMany : worst("tokens", tokens, Math.max(1, cost));
    }

    /** The limit that lasts longest of those in the way. */
    private @Nullable Excess worst(String what, List<Gauge> gauges, long amount) {
        Excess worst = null;
        for (Gauge gauge : gauges) {
            if (gauge.left() < amount) {
                Excess excess = Excess.over(this, changes, what, gauge, amount);
                worst = worst == null || excess.until().compareTo(worst.until()) > 0 ? excess : worst;
            }
        }
        return worst;
    }

    /** Ends a request that came to cost more or less than was taken. */
    synchronized void leave(boolean stream, long taken, long cost, Instant since) {
        running--;
        streaming -= stream ? 1 : 0;
        correct(tokens, taken, cost, since);
        changes++;
        notifyAll();
    }

    /** Ends a request as if it had never been. */
    synchronized void withdraw(boolean stream, long taken, Instant since) {
        leave(stream, taken, 0, since);
        correct(requests, 1, 0, since);
    }

    private static void correct(List<Gauge> gauges, long taken, long cost, Instant since) {
        gauges.forEach(gauge -> {
            if (cost > taken) {
                gauge.take(cost - taken);
            } else {
                gauge.give(taken - cost, since);
            }
        });
    }

    /**
     * Waits until a request ends here, or for some time.
     *
     * @param seen changes that are known already
     */
    synchronized void awaitChange(int seen, Duration time) throws InterruptedException {
        if (changes == seen) {
            TimeUnit.MILLISECONDS.timedWait(this, Math.max(1, time.toMillis()));
        }
    }

    ReentrantLock queue() {
        return queue;
    }

    String party() {
        return party;
    }

    Scope scope() {
        return scope;
    }

    boolean countsTokens() {
        return allowance.countsTokens();
    }

    /** Whether it is as if nobody had ever asked. */
    synchronized boolean isUnused() {
        return running == 0 && List.of(requests, tokens).stream().flatMap(List::stream)
                .allMatch(gauge -> gauge.left() == gauge.limit());
    }

    synchronized Optional<Rate> requests() {
        return tightest(requests);
    }

    synchronized Optional<Rate> tokens() {
        return tightest(tokens);
    }

    private Optional<Rate> tightest(List<Gauge> gauges) {
        return gauges.stream().min(Comparator.comparingLong(Gauge::left)).map(gauge -> {
            Duration rest = gauge.until(gauge.limit());
            return new Rate(gauge.limit(), Math.max(0, gauge.left()), rest, clock.instant().plus(rest));
        });
    }
}
