package dev.pollux.upstream;

import dev.pollux.keys.KeyPool;
import dev.pollux.keys.Lease;
import dev.pollux.keys.Time;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.route.Target;
import dev.pollux.upstream.Breaker.Pass;
import dev.pollux.upstream.TargetHealth.Health;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tries targets and keys until one answers, within the budgets of the request, of the target and of the keys.
 *
 * <p>What a failure means for the key is for the {@link KeyPool} to know, for the target for its {@link Breaker}, for the
 * request for its {@link Course}. Used for whatever can be asked: the kind of answer is the caller's.
 */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** Prepares what is asked of a target; what it throws ends the request. */
    interface Asking<T> {
        Attempt<T> at(Target target);
    }

    /** One call. If it gives an answer, that closes the lease. */
    interface Attempt<T> {
        T with(Lease lease, int number);
    }

    /**
     * On what terms a request may be tried.
     *
     * @param conversation as {@link KeyPool#lease} wants it
     * @param pin the only key of its vendor that will do
     * @param once it cannot be sent a second time
     * @param vigil kept while nobody is asked
     */
    record Terms(LongSupplier conversation, Optional<Pin> pin, boolean once, Vigil vigil) {}

    private final RetryConfig config;
    private final Time time;
    private final RandomGenerator random;
    private final Pause pause;
    private final TargetHealth targets;

    Attempts(RetryConfig config, Time time, RandomGenerator random, Pause pause) {
        this(config, time, random, pause, new TargetHealth(config.breaker(), time, random));
    }

    private Attempts(RetryConfig config, Time time, RandomGenerator random, Pause pause, TargetHealth targets) {
        this.config = config;
        this.time = time;
        this.random = random;
        this.pause = pause;
        this.targets = targets;
    }

    /** The same with other settings; what is known of the targets goes on unless it is judged in another way. */
    Attempts with(RetryConfig other) {
        return new Attempts(other, time, random, pause, other.breaker().equals(config.breaker())
                ? targets
                : new TargetHealth(other.breaker(), time, random));
    }

    /**
     * The first answer.
     * @throws FailureException the last failure, with the time at which it is worth while to ask again
     */
    <T> T run(List<Target> choice, Terms terms, Asking<T> asking) {
        var course = new Course(terms.once() ? config.once() : config, time, random);
        for (Target target : choice) {
            Health health = targets.of(target);
            boolean last = target.equals(choice.getLast());
            T answer = at(target, new Request<>(terms, asking, course, last), health, health.breaker()::pass);
            if (answer != null) {
                return answer;
            }
        }
        if (course.isUntouched()) { // every target is down: one request a second is let through, the others fail at once
            for (Target target : choice) {
                Health health = targets.of(target);
                T answer = at(target, new Request<>(terms, asking, course, true), health,
                        health.breaker()::panic);
                if (answer != null) {
                    return answer;
                }
            }
        }
        if (course.isUntouched()) {
            course.allDown(choice.stream().map(target -> targets.of(target).breaker().comeback())
                    .min(Duration::compareTo).orElse(Duration.ZERO));
        }
        throw new FailureException(course.failure());
    }

    /** What is the same for all attempts at one target. */
    private record Request<T>(Terms terms, Asking<T> asking, Course course, boolean lastTarget) {}

    /** @return {@code null} if the next target is to be tried */
    private <T> @Nullable T at(Target target, Request<T> request, Health health,
            Supplier<Optional<Pass>> passes) {
        Course course = request.course();
        var tried = new HashSet<Integer>();
        boolean onceMore = false;
        Attempt<T> attempt = null;
        try {
            while (course.mayGoOn()) {
                Pass pass = passes.get().orElse(null);
                if (pass == null) {
                    return null; // the target is down
                }
                if (attempt == null) {
                    attempt = prepare(target, request, pass);
                }
                Lease lease = lease(target, request, tried, pass);
                if (lease == null) {
                    return null; // no key fits
                }
                Failure failure;
                try {
                    T answer = call(attempt, lease, course.begin(), pass);
                    health.budget().succeeded();
                    return answer;
                } catch (FailureException e) {
                    failure = e.failure();
                }
                LOG.debug("{} failed with key {}: {} {}", target.name(), lease.number(), failure.kind(),
                        failure.message());
                tried.add(lease.number());
                switch (course.after(failure, request.lastTarget(), onceMore)) {
                    case GIVE_UP -> throw new FailureException(failure);
                    case OTHER_KEY -> health.budget().hopped();
                    case OTHER_TARGET -> {
                        health.budget().failed(failure.kind());
                        return null;
                    }
                    case ONCE_MORE -> {
                        if (!course.mayGoOn() || !health.budget().begin()) {
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

    private static <T> Attempt<T> prepare(Target target, Request<T> request, Pass pass) {
        boolean prepared = false;
        try {
            Attempt<T> attempt = request.asking().at(target);
            prepared = true;
            return attempt;
        } finally {
            if (!prepared) {
                pass.toldNothing();
            }
        }
    }

    /** @return {@code null} if no key may be used, nor soon */
    private <T> @Nullable Lease lease(Target target, Request<T> request, Set<Integer> tried, Pass pass) {
        KeyPool keys = target.vendor().keys();
        String model = target.model().id();
        LongSupplier conversation = request.terms().conversation();
        Set<Integer> unfit = request.terms().pin().filter(pin -> pin.vendor().equals(target.vendor().name()))
                .map(pin -> keys.allBut(pin.key())).orElse(Set.of());
        var unwanted = new HashSet<>(unfit);
        unwanted.addAll(tried);
        Optional<Lease> lease = keys.lease(model, conversation, unwanted);
        if (lease.isEmpty() && !tried.isEmpty()) {
            // no other: one that failed by no fault of its own is better than none
            lease = keys.lease(model, conversation, unfit);
        }
        if (lease.isEmpty() && request.lastTarget()) {
            Optional<Duration> comeback = keys.comeback(model);
            if (request.course().mayWait(comeback)) {
                pause.last(comeback.orElseThrow(), request.terms().vigil());
                lease = keys.lease(model, conversation, unfit);
            }
        }
        if (lease.isEmpty()) {
            pass.toldNothing();
            request.course().noneFit(keys.noneFit(model));
        }
        return lease.orElse(null);
    }

    /** One call, whose result the key and the target get to know. */
    private static <T> T call(Attempt<T> attempt, Lease lease, int number, Pass pass) {
        boolean told = false;
        try {
            T answer = attempt.with(lease, number);
            lease.succeeded();
            pass.succeeded();
            told = true;
            return answer;
        } catch (FailureException e) {
            lease.failed(e.failure());
            switch (Blame.of(e.failure().kind())) {
                case SERVICE -> pass.failed();
                case REQUEST, KEY -> pass.answered();
                case NOBODY -> pass.toldNothing();
            }
            told = true;
            lease.close();
            throw e;
        } finally {
            if (!told) {
                pass.toldNothing();
                lease.close();
            }
        }
    }
}
