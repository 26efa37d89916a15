package dev.pollux.upstream;

import dev.pollux.keys.Time;
import dev.pollux.route.Target;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What is known of each target's health, from the results of real requests. */
final class TargetHealth {
    /** Names of models come from clients: of more targets than these the one unused for the longest is forgotten. */
    private static final int MOST_TARGETS = 1_000;

    /** Of one target, by its name. */
    record Health(String target, Breaker breaker, RetryBudget budget, Ramp ramp) {}

    private final Map<String, Health> ofTarget = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Health> eldest) {
            return size() > MOST_TARGETS;
        }
    };
    private final Time time;
    private final RandomGenerator random;

    TargetHealth(Time time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    synchronized Health of(Target target) {
        return ofTarget.computeIfAbsent(target.name(),
                name -> new Health(name, new Breaker(time, random), new RetryBudget(), new Ramp(time)));
    }
}
