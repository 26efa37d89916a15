package dev.pollux.keys;

import dev.pollux.secret.Secret;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What the settings say of one key.
 *
 * @param secret by which it is known
 * @param shown gives what the vendor is shown: the secret itself, or what stands for it at the moment; may fail, and wait
 *        as a virtual thread may
 * @param name for people, beside the key's number
 * @param weight its share of the requests among the keys of its service; from 1
 * @param requestsPerMinute and so on: limits of its own instead of those of all keys
 */
public record KeyConfig(Secret secret, Supplier<Secret> shown, Optional<String> name, int weight,
        OptionalInt requestsPerMinute, OptionalInt requestsPerDay, OptionalInt tokensPerMinute,
        OptionalInt concurrency) {
    public KeyConfig {
        if (weight < 1) {
            throw new IllegalArgumentException("a weight is at least 1");
        }
    }

    /** One that is shown as it is. */
    public KeyConfig(Secret secret, Optional<String> name, int weight, OptionalInt requestsPerMinute,
            OptionalInt requestsPerDay, OptionalInt tokensPerMinute, OptionalInt concurrency) {
        this(secret, new Itself(secret), name, weight, requestsPerMinute, requestsPerDay, tokensPerMinute,
                concurrency);
    }

    private record Itself(Secret secret) implements Supplier<Secret> {
        @Override
        public Secret get() {
            return secret;
        }
    }

    /** A key like any other. */
    public static KeyConfig of(Secret secret) {
        return of(secret, new Itself(secret));
    }

    /** A key like any other, but for what is shown. */
    public static KeyConfig of(Secret secret, Supplier<Secret> shown) {
        return new KeyConfig(secret, shown, Optional.empty(), 1, OptionalInt.empty(), OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    Allowance allowance(Allowance usual) {
        return new Allowance(requestsPerMinute.orElse(usual.requestsPerMinute()),
                requestsPerDay.orElse(usual.requestsPerDay()), tokensPerMinute.orElse(usual.tokensPerMinute()),
                concurrency.orElse(usual.concurrency()));
    }
}
