package dev.pollux.upstream;

import dev.pollux.keys.Lease;
import dev.pollux.keys.Time;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.route.Target;
import dev.pollux.upstream.Breaker.Pass;
import dev.pollux.upstream.RetryConfig.BreakerConfig;
import dev.pollux.upstream.TargetHealth.Health;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Tries targets and keys until one answers, within the budgets of the request, of the target and of the keys.
 *
 * <p>What a failure means for the key is for the {@link KeyPool} to know, for the target for its {@link Breaker}, for the
 * request for its {@link Course}. Used for whatever can be asked: the kind of answer is the caller's.
 */
final class Attempts {
    /** Prepares what is asked of a target; what it throws ends the request. */
    interface Asking<T> {
        Attempt<T> at(Target target);
    }

    /** One call. If it gives an answer, that closes the lease. */
    interface Attempt<T> {
        /** @param course tells how many calls there have been, with this one */
        T with(Lease lease, Course course);
    }

    /**
     * On what terms a request may be tried.
     *
     * @param conversation as {@link KeyPool#lease} wants it
     * @param pin the only key of its vendor that will do
     * @param once it cannot be sent a second time
     * @param hedged a second call may be made beside one that is late
     * @param vigil kept while nobody is asked, or two are
     */
    record Terms(LongSupplier conversation, Optional<Pin> pin, boolean once, boolean hedged, Vigil vigil) {}

    /** What is the same for all attempts of one request. */
    record Request<T>(List<Target> choice, Terms terms, Asking<T> asking, Course course) {}

    private final RetryConfig config;
    private final Time time;
    private final RandomGenerator random;
    private final Pause pause;
    private final TargetHealth targets;

    Attempts(RetryConfig config, Time time, RandomGenerator random, Pause pause) {
        this(config, time, random, pause, new TargetHealth(time, random));
    }

    private Attempts(RetryConfig config, Time time, RandomGenerator random, Pause pause, TargetHealth targets) {
        this.config = config;
        this.time = time;
        this.random = random;
        this.pause = pause;
        this.targets = targets;
    }

    /** The same with other settings; what is known of the targets goes on. */
    Attempts with(RetryConfig other) {
        return new Attempts(other, time, random, pause, targets);
    }

    /** Whether a second call may be made beside one to a target. */
    boolean hedges(Target target) {
        return config.hedge().after(target.vendor().name()).isPositive();
    }

    /**
     * The first answer.
     * @throws InVainException the last failure, with the time at which it is worth while to ask again
     */
    <T> T run(List<Target> choice, Terms terms, Asking<T> asking) {
        var course = new Course(config, terms.once(), time, random);
        var request = new Request<>(choice, terms, asking, course);
        for (Target target : choice) {
            Health health = targets.of(target);
            T answer = at(target, request, target.equals(choice.getLast()), health, Breaker::pass);
            if (answer != null) {
                return answer;
            }
        }
        if (course.isUntouched()) { // every target is down: one request a second is let through, the others fail at once
            for (Target target : choice) {
                Health health = targets.of(target);
                T answer = at(target, request, true, health, Breaker::panic);
                if (answer != null) {
                    return answer;
                }
            }
        }
        if (course.isUntouched()) {
            course.allDown(choice.stream().map(target -> targets.of(target).breaker().comeback())
                    .min(Duration::compareTo).orElse(Duration.ZERO));
        }
        throw course.inVain(comeback(choice));
    }

    /** How long until one of all keys may be used. */
    private static Optional<Duration> comeback(List<Target> choice) {
        return choice.stream().flatMap(target -> target.vendor().keys().comeback(target.model().id()).stream())
                .min(Duration::compareTo);
    }

    /** @return {@code null} if the next target is to be tried */
    private <T> @Nullable T at(Target target, Request<T> request, boolean last, Health health,
            BiFunction<Breaker, BreakerConfig, Optional<Pass>> passes) {
        Course course = request.course();
        var leases = new Leases(target, request.terms());
        boolean onceMore = false;
        Attempt<T> attempt = null;
        try {
            while (course.mayGoOn()) {
                Pass pass = passes.apply(health.breaker(), config.breaker()).orElse(null);
                if (pass == null) {
                    return null; // the target is down
                }
                Lease lease = null;
                try {
                    attempt = attempt == null ? request.asking().at(target) : attempt;
                    lease = lease(health.ramp(), leases, course, last);
                } finally {
                    if (lease == null) {
                        pass.toldNothing();
                    }
                }
                if (lease == null) {
                    return null;
                }
                course.begin(target);
                Failure failure;
                try {
                    return answer(new Call<>(attempt, lease, health, pass, course), target, request, leases);
                } catch (FailureException e) {
                    failure = e.failure();
                }
                switch (course.after(failure, last, onceMore)) {
                    case GIVE_UP -> throw course.inVain(Optional.empty());
                    case OTHER_KEY -> health.budget().hopped(config.budget());
                    case OTHER_TARGET -> {
                        health.budget().failed(failure.kind(), config.budget());
                        return null;
                    }
                    case ONCE_MORE -> {
                        if (!course.mayGoOn()) {
                            return null;
                        }
                        if (!health.budget().begin(config.budget())) {
                            course.overBudget();
                            return null;
                        }
                        onceMore = true;
                        pause.last(course.pause(), request.terms().vigil());
                    }
                }
            }
            return null;
        } finally {
            if (onceMore) {
                health.budget().ended();
            }
        }
    }

    /** @return {@code null} if no key fits, or a target that has asked for less has no room, nor soon */
    private @Nullable Lease lease(Ramp ramp, Leases leases, Course course, boolean last) {
        if (!ramp.enter(last ? config.slowDown().patience() : Duration.ZERO)) {
            course.noRoom();
            return null;
        }
        Lease lease = null;
        try {
            lease = leases.take(course, last, pause);
            return lease;
        } finally {
            if (lease == null) {
                ramp.leave();
            } else {
                lease.afterwards(ramp.leaving());
            }
        }
    }

    private <T> T answer(Call<T> call, Target target, Request<T> request, Leases leases) {
        if (request.terms().hedged()) {
            Duration patience = config.hedge().after(target.vendor().name());
            if (patience.isPositive()) {
                return new Hedge<>(request, targets, config).race(call, target, leases, patience);
            }
        }
        return call.get();
    }
}
