package dev.pollux.limits;

import dev.pollux.model.Failure;
import dev.pollux.model.Failure.Kind;

import java.time.Duration;

/**
 * A limit that is in the way.
 *
 * @param seen changes of the account before this was found
 * @param until it is no longer, if nobody else comes; zero where a request must end first
 * @param remediable whether waiting helps at all
 */
record Excess(Account account, int seen, Hit hit, String message, Duration until, boolean remediable) {
    /** For those who are refused since others are in work: nobody knows when they end. */
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String DAY = "day";

    static Excess atOnce(Account account, int seen, String what, long limit) {
        return new Excess(account, seen, new Hit(account.scope(), what, "now"),
                "The limit of this gateway for " + account.party() + " is " + limit + " " + what + " at one time.",
                Duration.ZERO, true);
    }

    static Excess over(Account account, int seen, String what, Gauge gauge, long amount) {
        var hit = new Hit(account.scope(), what, gauge.isDaily() ? DAY : "minute");
        String limit = "The limit of this gateway for " + account.party() + " is " + gauge.limit() + " " + what
                + " in a " + hit.window();
        return amount > gauge.limit()
                ? new Excess(account, seen, hit, limit + ", and this request alone needs " + amount + ".",
                        Duration.ofDays(1), false)
                : new Excess(account, seen, hit, limit + ".", gauge.until(amount), true);
    }

    /** Limits of a day are for the clients quotas: that alone keeps some of them from asking again and again. */
    Failure refusal() {
        Failure failure = Failure
                .of(hit.window().equals(DAY) || !remediable ? Kind.QUOTA_SPENT : Kind.RATE_LIMITED, message)
                .withCode("rate_limit_exceeded");
        return remediable ? failure.withRetryAfter(until.isZero() ? SOON : until) : failure;
    }
}
