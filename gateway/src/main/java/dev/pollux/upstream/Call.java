package dev.pollux.upstream;

import dev.pollux.keys.Lease;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.upstream.Attempts.Attempt;
import dev.pollux.upstream.Breaker.Pass;
import dev.pollux.upstream.TargetHealth.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Supplier;

/**
 * One call, whose result the key and the target get to know.
 *
 * @param pass by which the target's breaker lets it through
 * @param course of its request
 */
record Call<T>(Attempt<T> attempt, Lease lease, Health health, Pass pass, Course course) implements Supplier<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    @Override
    public T get() {
        boolean told = false;
        try {
            T answer = attempt.with(lease, course);
            lease.succeeded();
            pass.succeeded();
            health.budget().succeeded();
            told = true;
            return answer;
        } catch (FailureException e) {
            LOG.debug("{} failed with key {}: {} {}", health.target(), lease.number(), e.failure().kind(),
                    e.getMessage());
            lease.failed(e.failure());
            tell(e.failure());
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

    private void tell(Failure failure) {
        if (failure.asksForLess()) {
            health.ramp().slow(lease.granted(), health.ramp().inWork(), course.slowDown());
            pass.answered(); // it is up
            return;
        }
        switch (Blame.of(failure.kind())) {
            case SERVICE -> pass.failed();
            case REQUEST, KEY -> pass.answered();
            case NOBODY -> pass.toldNothing();
        }
    }
}
