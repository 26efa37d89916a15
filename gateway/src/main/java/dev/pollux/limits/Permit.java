package dev.pollux.limits;

import dev.pollux.model.Failure;
import dev.pollux.model.Rates;
import dev.pollux.model.Rates.Rate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The leave to use up something, for one exchange, or its refusal; {@link #close} ends it, once. For one thread. */
public final class Permit implements AutoCloseable {
    /** Of those for whom nothing is limited. */
    public static final Permit UNLIMITED = new Permit(List.of(), false, 0, Instant.EPOCH);

    private final List<Share> shares;
    private final boolean stream;
    private final long taken;
    private final Instant since;
    private final Optional<Failure> refusal;
    private final Rates rates;
    private long cost;
    private boolean open;

    Permit(List<Share> shares, boolean stream, long taken, Instant since) {
        this.shares = List.copyOf(shares);
        this.stream = stream;
        this.taken = taken;
        this.cost = taken;
        this.since = since;
        this.refusal = Optional.empty();
        this.rates = rates(shares);
        this.open = !shares.isEmpty();
    }

    private Permit(Failure refusal, Rates rates) {
        this.shares = List.of();
        this.stream = false;
        this.taken = 0;
        this.since = Instant.EPOCH;
        this.refusal = Optional.of(refusal);
        this.rates = rates;
    }

    static Permit refused(Failure why, List<Share> shares) {
        return new Permit(why, rates(shares));
    }

    /** Why the exchange may not begin, if it may not. */
    public Optional<Failure> refusal() {
        return refusal;
    }

    /** What the exchange really cost, in tokens; without a word it was what was estimated. */
    public void charge(long tokens) {
        cost = tokens;
    }

    /** What was left, where least was left, when the exchange began. */
    public Rates rates() {
        return rates;
    }

    private static Rates rates(List<Share> shares) {
        return new Rates(tightest(shares.stream().map(share -> share.account().requests())),
                tightest(shares.stream().map(share -> share.account().tokens())));
    }

    private static Optional<Rate> tightest(Stream<Optional<Rate>> rates) {
        return rates.flatMap(Optional::stream).min(Comparator.comparingLong(Rate::left));
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            shares.forEach(share -> {
                share.account().leave(stream, taken, cost, since);
                share.release().run();
            });
        }
    }
}
