package dev.pollux.upstream;

import dev.pollux.keys.Time;
import dev.pollux.upstream.RetryConfig.BreakerConfig;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps requests from a target that is down, and finds out when it is back.
 *
 * <p>Closed, it counts. If too many of the last results failed it opens: nothing passes. When that time is over it is
 * half open: one request passes as a probe. If that goes well it is closed again, otherwise it opens for twice as long.
 */
final class Breaker {
    sealed interface State {
        /** Everything passes. */
        record Closed() implements State {}

        /** @param until on the steady clock */
        record Open(long until, Duration length) implements State {}

        /** @param probe that is on its way */
        record HalfOpen(Pass probe, Duration length) implements State {}
    }

    private static final State.Closed CLOSED = new State.Closed();

    private final Time time;
    private final RandomGenerator random;
    private Window window;
    private State state = CLOSED;
    private @Nullable Long lastPanic;

    Breaker(Time time, RandomGenerator random) {
        this.time = time;
        this.random = random;
        this.window = new Window(Duration.ZERO, time);
    }

    /** The leave to ask a target once; its result is told to it, and judged by the settings under which it was given. */
    final class Pass {
        private final BreakerConfig config;

        private Pass(BreakerConfig config) {
            this.config = config;
        }

        /** The service answered. */
        void succeeded() {
            result(this, true);
        }

        /** The service failed. */
        void failed() {
            result(this, false);
        }

        /** The service answered with a refusal: it is there, but that is no sign of health to count. */
        void answered() {
            answer(this);
        }

        /** The result says nothing of the service. */
        void toldNothing() {
            nothing(this);
        }
    }

    /** @return empty while nothing passes */
    synchronized Optional<Pass> pass(BreakerConfig config) {
        return switch (state) {
            case State.Closed _ -> Optional.of(new Pass(config));
            case State.Open _,State.HalfOpen _ when config.results() == 0 -> Optional.of(new Pass(config));
            case State.Open open when time.now() - open.until() >= 0 -> Optional.of(probe(config, open.length()));
            case State.Open _,State.HalfOpen _ -> Optional.empty();
        };
    }

    /** A pass for when every target is open: now and then one, since a guess is better than no answer at all. */
    synchronized Optional<Pass> panic(BreakerConfig config) {
        if (lastPanic != null && time.now() - lastPanic < config.panic().toNanos()) {
            return Optional.empty();
        }
        lastPanic = time.now();
        return Optional.of(switch (state) {
            case State.Closed _ -> new Pass(config);
            case State.Open open -> probe(config, open.length());
            case State.HalfOpen half -> probe(config, half.length());
        });
    }

    /** How long until something passes again. */
    synchronized Duration comeback() {
        return switch (state) {
            case State.Closed _ -> Duration.ZERO;
            case State.Open open -> time.until(open.until());
            case State.HalfOpen half -> half.probe().config.panic();
        };
    }

    synchronized State state() {
        return state;
    }

    private Pass probe(BreakerConfig config, Duration length) {
        var probe = new Pass(config);
        state = new State.HalfOpen(probe, length);
        return probe;
    }

    private synchronized void result(Pass pass, boolean success) {
        BreakerConfig config = pass.config;
        switch (state) {
            case State.Closed _ -> {
                if (!window.length().equals(config.window())) {
                    window = new Window(config.window(), time);
                }
                window.add(success);
                if (!success && config.results() > 0 && window.count() >= config.results()
                        && window.failed() * 100 >= window.count() * config.percent()) {
                    open(config.open(), config);
                }
            }
            case State.HalfOpen half -> {
                if (half.probe() == pass && success) {
                    window.clear();
                    state = CLOSED;
                } else if (half.probe() == pass) {
                    Duration doubled = half.length().multipliedBy(2);
                    open(doubled.compareTo(config.longest()) > 0 ? config.longest() : doubled, config);
                }
            }
            case State.Open _ -> {
                // a late result of a request that was on its way before
            }
        }
    }

    private synchronized void answer(Pass pass) {
        if (state instanceof State.HalfOpen half && half.probe() == pass) {
            window.clear();
            state = CLOSED;
        }
    }

    private synchronized void nothing(Pass pass) {
        if (state instanceof State.HalfOpen half && half.probe() == pass) {
            state = new State.Open(time.now(), half.length());
        }
    }

    private void open(Duration length, BreakerConfig config) {
        long jitter = (long) (length.toNanos() * random.nextDouble() * config.spread() / 100);
        state = new State.Open(time.now() + length.toNanos() + jitter, length);
    }
}
