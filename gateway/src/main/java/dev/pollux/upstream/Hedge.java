package dev.pollux.upstream;

import dev.pollux.keys.Lease;
import dev.pollux.route.Target;
import dev.pollux.upstream.Attempts.Attempt;
import dev.pollux.upstream.Attempts.Request;
import dev.pollux.upstream.Breaker.Pass;
import dev.pollux.upstream.TargetHealth.Health;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A call and, if the first word of its answer is late, another beside it: with another key of its target or else at
 * another target, within the budgets of the request and of that target.
 */
final class Hedge<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Hedge.class);

    private final Request<T> request;
    private final TargetHealth targets;
    private final RetryConfig config;

    Hedge(Request<T> request, TargetHealth targets, RetryConfig config) {
        this.request = request;
        this.targets = targets;
        this.config = config;
    }

    /**
     * The answer that comes first.
     *
     * @param target of the call
     * @param leases of that target
     * @param patience after which the call is late
     */
    T race(Call<T> call, Target target, Leases leases, Duration patience) {
        try (var race = new Race<T>(request.terms().vigil())) {
            race.enter(call);
            T answer = race.first(patience);
            if (answer != null) {
                return answer;
            }
            Supplier<T> second = second(call, target, leases);
            if (second != null) {
                race.enter(second);
            }
            return race.first();
        }
    }

    /** @return {@code null} if there is nobody to ask, or no budget */
    private @Nullable Supplier<T> second(Call<T> late, Target target, Leases leases) {
        if (!request.course().mayGoOn()) {
            return null;
        }
        Supplier<T> second = at(target, leases, late.attempt());
        for (Target other : request.choice()) {
            if (second == null && !other.equals(target)) {
                second = at(other, new Leases(other, request.terms()), null);
            }
        }
        return second;
    }

    /** @param attempt what is asked there, if that has been prepared */
    private @Nullable Supplier<T> at(Target target, Leases leases, @Nullable Attempt<T> attempt) {
        Health health = targets.of(target);
        if (health.ramp().isClimbing()) {
            return null; // it has asked for less
        }
        Pass pass = health.breaker().pass(config.breaker()).orElse(null);
        if (pass == null) {
            return null;
        }
        boolean begun = false;
        try {
            Attempt<T> prepared = attempt == null ? request.asking().at(target) : attempt;
            Lease lease = leases.fresh();
            if (lease == null) {
                return null;
            }
            if (!health.budget().begin(config.budget())) {
                lease.close();
                return null;
            }
            begun = true;
            health.ramp().enter(Duration.ZERO);
            lease.afterwards(health.ramp().leaving());
            request.course().begin(target);
            var call = new Call<>(prepared, lease, health, pass, request.course());
            return () -> {
                try {
                    return call.get();
                } finally {
                    health.budget().ended();
                }
            };
        } catch (RuntimeException e) {
            LOG.debug("{} cannot be asked beside another: {}", target.name(), e.getMessage());
            return null; // the first call is still on its way
        } finally {
            if (!begun) {
                pass.toldNothing();
            }
        }
    }
}
