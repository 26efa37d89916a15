package dev.pollux.limits;

import dev.pollux.access.Quota;
import dev.pollux.model.Glob;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What may be used up.
 *
 * @param all by everybody together
 * @param perAddress by each client address, IPv6 by /64
 * @param perCaller by each caller that has no limits of its own
 * @param models by everybody together of the models of a pattern
 * @param zone in which days begin at midnight
 * @param parties addresses that are told apart; more are counted together
 * @param patience how long a request may wait for its turn; zero for not at all
 */
public record LimitsConfig(Quota all, Quota perAddress, Quota perCaller, Map<Glob, Quota> models,
        ZoneId zone, int parties, Duration patience) {
    public LimitsConfig {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /** Whether nothing is limited for those who have no limits of their own. */
    boolean isUnlimited() {
        return all.isUnlimited() && perAddress.isUnlimited() && perCaller.isUnlimited()
                && models.values().stream().allMatch(Quota::isUnlimited);
    }
}
