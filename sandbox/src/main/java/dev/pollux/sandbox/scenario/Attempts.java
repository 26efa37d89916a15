package dev.pollux.sandbox.scenario;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often each flaky model has been asked. */
public final class Attempts {
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    /** The answer, or the failure while a flaky model is still to fail. */
    public Staged settle(Staged staged) {
        Scenario scenario = staged.scenario();
        if (!scenario.is(Kind.FLAKY)) {
            return staged;
        }
        int attempt = asked.merge(scenario.model(), 1, Integer::sum);
        return attempt > scenario.numberOr(1) ? staged : Staged.plainly(staged.failure());
    }

    public void forget() {
        asked.clear();
    }
}
