package dev.pollux.limits;

import dev.pollux.access.Caller;
import dev.pollux.access.Quota;
import dev.pollux.address.Party;
import dev.pollux.limits.Hit.Scope;
import dev.pollux.model.Glob;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** All limits: of everybody together, of each address, of each caller and of each model; a request must keep every one. */
public final class Limits {
    private final LimitsConfig config;
    private final InstantSource clock;
    private final boolean unlimited;
    private final Optional<Account> all;
    private final Accounts<Party> addresses;
    private final Accounts<Caller> callers;
    private final Map<Glob, Account> models = new LinkedHashMap<>();
    private final Map<Hit, LongAdder> hits;

    public Limits(LimitsConfig config, InstantSource clock) {
        this(config, clock, Optional.empty());
    }

    private Limits(LimitsConfig config, InstantSource clock, Optional<Limits> before) {
        this.config = config;
        this.clock = clock;
        this.unlimited = config.isUnlimited();
        this.hits = before.map(limits -> limits.hits).orElseGet(ConcurrentHashMap::new);
        Optional<Limits> sameDays = before.filter(limits -> limits.config.zone().equals(config.zone()));
        this.all = config.all().isUnlimited()
                ? Optional.empty()
                : sameDays.filter(limits -> limits.config.all().equals(config.all())).flatMap(limits -> limits.all)
                        .or(() -> Optional.of(account(Scope.ALL, "all callers together", config.all())));
        this.addresses = sameDays.filter(limits -> limits.config.perAddress().equals(config.perAddress())
                && limits.config.parties() == config.parties()).map(limits -> limits.addresses)
                .orElseGet(() -> new Accounts<>(config.parties(),
                        _ -> account(Scope.ADDRESS, "one address", config.perAddress()),
                        account(Scope.ADDRESS, "new addresses together", config.perAddress()), clock::millis));
        this.callers = sameDays.filter(limits -> limits.config.perCaller().equals(config.perCaller()))
                .map(limits -> limits.callers)
                .orElseGet(() -> new Accounts<>(Integer.MAX_VALUE,
                        caller -> account(Scope.CALLER, "this caller", of(caller)),
                        account(Scope.CALLER, "new callers together", config.perCaller()), clock::millis));
        config.models().forEach((models, quota) -> this.models.put(models,
                sameDays.filter(limits -> quota.equals(limits.config.models().get(models)))
                        .map(limits -> limits.models.get(models))
                        .orElseGet(() -> account(Scope.MODEL, "this model", quota))));
    }

    /** Other limits; what was used so far counts on for each that has not changed. */
    public Limits with(LimitsConfig other) {
        return new Limits(other, clock, Optional.of(this));
    }

    private Account account(Scope scope, String party, Quota allowance) {
        return new Account(scope, party, allowance, clock, config.zone());
    }

    private Quota of(Caller caller) {
        return caller.own().isUnlimited() ? config.perCaller() : caller.own();
    }

    /**
     * Lets one exchange begin, or says why not; {@link Permit#close} ends it.
     *
     * @param address of the client
     * @param model the name that the client used
     * @param answering the name of the model that will answer
     * @param estimate of the tokens of the prompt; asked for only if tokens are limited
     * @throws dev.pollux.model.FailureException {@code CLIENT_GONE} if the thread is interrupted while it waits
     */
    public Permit enter(Caller caller, String address, String model, String answering, boolean stream,
            LongSupplier estimate) {
        if (unlimited && caller.own().isUnlimited()) {
            return Permit.UNLIMITED;
        }
        List<Share> shares = shares(caller, address, model, answering);
        boolean entered = false;
        try {
            long cost = shares.stream().anyMatch(share -> share.account().countsTokens()) ? estimate.getAsLong() : 0;
            var entry = new Entry(shares, stream, cost, clock);
            Excess excess = config.patience().isZero() ? entry.attempt() : entry.queue(config.patience());
            entered = excess == null;
            if (excess == null) {
                return entry.permit();
            }
            hits.computeIfAbsent(excess.hit(), _ -> new LongAdder()).increment();
            return Permit.refused(excess.refusal(), shares);
        } finally {
            if (!entered) {
                shares.forEach(share -> share.release().run());
            }
        }
    }

    /** How often each limit has refused a request so far. */
    public Map<Hit, Long> hits() {
        var counts = new HashMap<Hit, Long>();
        hits.forEach((hit, count) -> counts.put(hit, count.sum()));
        return counts;
    }

    /** Addresses that are told apart just now. */
    int parties() {
        return addresses.size();
    }

    /** Always in the same order. */
    private List<Share> shares(Caller caller, String address, String model, String answering) {
        var shares = new ArrayList<Share>(4);
        all.map(Share::of).ifPresent(shares::add);
        if (!config.perAddress().isUnlimited()) {
            shares.add(addresses.hold(Party.of(address)));
        }
        if (!of(caller).isUnlimited()) {
            shares.add(callers.hold(caller));
        }
        models.forEach((glob, account) -> {
            if (glob.matches(model) || glob.matches(answering)) {
                shares.add(Share.of(account));
            }
        });
        return shares;
    }
}
