package dev.pollux.upstream;

import dev.pollux.keys.Time;
import dev.pollux.route.Target;
import dev.pollux.upstream.RetryConfig.BreakerConfig;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What is known of each target's health, from the results of real requests. */
final class TargetHealth {
    /** Names of models come from clients: of more targets than these the one unused for the longest is forgotten. */
    private static final int MOST_TARGETS = 1_000;

    /** Of one target. */
    record Health(Breaker breaker, RetryBudget budget) {}

    private final Map<String, Health> ofTarget = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Health> eldest) {
            return size() > MOST_TARGETS;
        }
    };
    private final BreakerConfig config;
    private final Time time;
    private final RandomGenerator random;

    TargetHealth(BreakerConfig config, Time time, RandomGenerator random) {
        this.config = config;
        this.time = time;
        this.random = random;
    }

    synchronized Health of(Target target) {
        return ofTarget.computeIfAbsent(target.name(),
                _ -> new Health(new Breaker(config, time, random), new RetryBudget()));
    }
}
