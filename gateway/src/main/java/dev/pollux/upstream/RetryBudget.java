package dev.pollux.upstream;

import dev.pollux.model.Failure.Kind;

/**
 * How many retries a target may still be burdened with: filled by successes, emptied by retries.
 *
 * <p>A service in trouble gets its requests, and few of them twice. In a steady state a fifth of the requests may be
 * retried. A few at a time always may, so that little traffic is not without retries.
 */
final class RetryBudget {
    private static final int FULL = 100;
    private static final int ALWAYS_AT_ONCE = 3;

    private static final int RETRY = 5;
    /** The call that timed out may still be in work, and paid for. */
    private static final int TIMEOUT = 10;
    private static final int HOP = 2;

    private int tokens = FULL;
    private int atOnce;

    /** Whether the same may be asked again; {@link #ended} tells when that is over. */
    synchronized boolean begin() {
        if (tokens < RETRY && atOnce >= ALWAYS_AT_ONCE) {
            return false;
        }
        take(RETRY);
        atOnce++;
        return true;
    }

    synchronized void ended() {
        atOnce--;
    }

    synchronized void succeeded() {
        tokens = Math.min(FULL, tokens + 1);
    }

    /** To another key: booked, but never refused, since the key that was at its limit rests now. */
    synchronized void hopped() {
        take(HOP);
    }

    /** The request goes elsewhere, which is no burden, unless what it leaves behind is still in work. */
    synchronized void failed(Kind kind) {
        if (kind == Kind.UPSTREAM_TIMEOUT) {
            take(TIMEOUT);
        }
    }

    private void take(int price) {
        tokens = Math.max(0, tokens - price);
    }

    synchronized int tokens() {
        return tokens;
    }
}
