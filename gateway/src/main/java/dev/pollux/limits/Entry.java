package dev.pollux.limits;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One request on its way through all accounts that it concerns: into every one, or into none. For one thread. */
final class Entry {
    private final List<Share> shares;
    private final boolean stream;
    private final long cost;
    private final InstantSource clock;
    private Instant since;

    Entry(List<Share> shares, boolean stream, long cost, InstantSource clock) {
        this.shares = shares;
        this.stream = stream;
        this.cost = cost;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** @return what is in the way, or null */
    @Nullable
    Excess attempt() {
        since = clock.instant();
        var entered = new ArrayList<Account>(shares.size());
        for (Share share : shares) {
            Excess excess = share.account().enter(cost, stream);
            if (excess != null) {
                entered.forEach(account -> account.withdraw(stream, cost, since));
                return excess;
            }
            entered.add(share.account());
        }
        return null;
    }

    /**
     * The same, in the order of coming, for as long as it may take.
     *
     * @throws FailureException {@code CLIENT_GONE} if the thread is interrupted
     */
    @Nullable
    Excess queue(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            Account at = crowded();
            if (at == null) {
                Excess excess = attempt();
                if (excess == null) {
                    return null;
                }
                at = excess.account();
            }
            while (at.queue().tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                Excess excess;
                try {
                    excess = attemptAt(at, deadline);
                } finally {
                    at.queue().unlock();
                }
                if (excess == null || excess.account() == at || System.nanoTime() >= deadline) {
                    return excess;
                }
                at = excess.account();
            }
            return attempt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."), e);
        }
    }

    /** As the first in the queue of an account, tries again whenever something may have changed there. */
    private @Nullable Excess attemptAt(Account at, long deadline) throws InterruptedException {
        Excess excess = attempt();
        while (excess != null && excess.account() == at) {
            long left = deadline - System.nanoTime();
            if (!excess.remediable() || excess.until().toNanos() > left) {
                return excess;
            }
            at.awaitChange(excess.seen(), excess.until().isZero() ? Duration.ofNanos(left) : excess.until());
            excess = attempt();
        }
        return excess;
    }

    /** An account at which others wait already. */
    private @Nullable Account crowded() {
        return shares.stream().map(Share::account).filter(account -> account.queue().isLocked()).findFirst()
                .orElse(null);
    }

    Permit permit() {
        return new Permit(shares, stream, cost, since);
    }
}
