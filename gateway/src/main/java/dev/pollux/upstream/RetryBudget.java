package dev.pollux.upstream;

import dev.pollux.model.Failure.Kind;
import dev.pollux.upstream.RetryConfig.Budget;

/**
 * How many retries a target may still be burdened with: filled by successes, emptied by retries.
 *
 * <p>A service in trouble gets its requests, and few of them twice. In a steady state a fifth of the requests may be
 * retried, with the usual figures. A few at a time always may, so that little traffic is not without retries.
 */
final class RetryBudget {
    private int spent;
    private int atOnce;

    /** Whether the same may be asked again; {@link #ended} tells when that is over. */
    synchronized boolean begin(Budget config) {
        if (config.tokens() - spent < config.retry() && atOnce >= config.atOnce()) {
            return false;
        }
        take(config.retry(), config);
        atOnce++;
        return true;
    }

    synchronized void ended() {
        atOnce--;
    }

    synchronized void succeeded() {
        spent = Math.max(0, spent - 1);
    }

    /** To another key: booked, but never refused, since the key that was at its limit rests now. */
    synchronized void hopped(Budget config) {
        take(config.hop(), config);
    }

    /** The request goes elsewhere, which is no burden, unless what it leaves behind is still in work, and paid for. */
    synchronized void failed(Kind kind, Budget config) {
        if (kind == Kind.UPSTREAM_TIMEOUT) {
            take(config.timeout(), config);
        }
    }

    private void take(int price, Budget config) {
        spent = Math.min(config.tokens(), spent + price);
    }

    synchronized int spent() {
        return spent;
    }
}
