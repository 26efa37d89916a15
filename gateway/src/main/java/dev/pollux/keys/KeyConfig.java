package dev.pollux.keys;

import dev.pollux.secret.Secret;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the settings say of one key.
 *
 * @param name for people, beside the key's number
 * @param weight its share of the requests among the keys of its service; from 1
 * @param requestsPerMinute and so on: limits of its own instead of those of all keys
 */
public record KeyConfig(Secret secret, Optional<String> name, int weight, OptionalInt requestsPerMinute,
        OptionalInt requestsPerDay, OptionalInt tokensPerMinute, OptionalInt concurrency) {
    public KeyConfig {
        if (weight < 1) {
            throw new IllegalArgumentException("a weight is at least 1");
        }
    }

    /** A key like any other. */
    public static KeyConfig of(Secret secret) {
        return new KeyConfig(secret, Optional.empty(), 1, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(),
                OptionalInt.empty());
    }

    Allowance allowance(Allowance usual) {
        return new Allowance(requestsPerMinute.orElse(usual.requestsPerMinute()),
                requestsPerDay.orElse(usual.requestsPerDay()), tokensPerMinute.orElse(usual.tokensPerMinute()),
                concurrency.orElse(usual.concurrency()));
    }
}
