package dev.pollux.upstream;

import dev.pollux.keys.KeyPool;
import dev.pollux.keys.Lease;
import dev.pollux.route.Target;
import dev.pollux.upstream.Attempts.Terms;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Takes the keys for the calls at one target on the terms of one request, and remembers which it has tried. */
final class Leases {
    private final Target target;
    private final Terms terms;
    private Set<Integer> tried = Set.of();

    Leases(Target target, Terms terms) {
        this.target = target;
        this.terms = terms;
    }

    /**
     * The best that there is: a key that was not tried, or else one that failed by no fault of its own, or else one that
     * is back in a moment.
     *
     * @param mayWait for a key that comes back
     * @param pause waits for it
     * @return {@code null} if no key may be used, nor soon
     */
    @Nullable
    Lease take(Course course, boolean mayWait, Pause pause) {
        KeyPool keys = target.vendor().keys();
        String model = target.model().id();
        Set<Integer> unfit = unfit();
        Optional<Lease> lease = fresh(unfit);
        if (lease.isEmpty() && !tried.isEmpty()) {
            lease = keys.lease(model, terms.conversation(), unfit);
        }
        if (lease.isEmpty() && mayWait) {
            Optional<Duration> comeback = keys.comeback(model);
            if (course.mayWait(comeback)) {
                pause.last(comeback.orElseThrow(), terms.vigil());
                lease = keys.lease(model, terms.conversation(), unfit);
            }
        }
        if (lease.isEmpty()) {
            course.noneFit(keys.noneFit(model));
        }
        return taken(lease);
    }

    /** A key that was not tried; {@code null} if there is none now. */
    @Nullable
    Lease fresh() {
        return taken(fresh(unfit()));
    }

    private @Nullable Lease taken(Optional<Lease> lease) {
        if (lease.isEmpty()) {
            return null;
        }
        tried = union(tried, Set.of(lease.get().number()));
        return lease.get();
    }

    private Optional<Lease> fresh(Set<Integer> unfit) {
        return target.vendor().keys().lease(target.model().id(), terms.conversation(), union(unfit, tried));
    }

    private static Set<Integer> union(Set<Integer> some, Set<Integer> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** The keys that will not do, since only one does. */
    private Set<Integer> unfit() {
        return terms.pin().filter(pin -> pin.vendor().equals(target.vendor().name()))
                .map(pin -> target.vendor().keys().allBut(pin.key())).orElse(Set.of());
    }
}
