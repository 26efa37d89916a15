package dev.pollux.media.store;

import dev.pollux.secret.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A bucket at somebody's, and the key to it.
 *
 * @param endpoint where its API is; empty for the vendor's own address
 * @param region empty where the vendor finds it out
 * @param domain where everybody finds its files, without a slash at its end; empty if nobody does
 * @param timeout of one call
 */
public record Bucket(String name, Optional<URI> endpoint, String region, String id, Secret secret,
        Optional<String> domain, Duration timeout) {

    /** Where everybody finds a file of it; empty if nobody does. */
    public Optional<String> address(String file) {
        return domain.map(base -> base + "/" + file);
    }

    /** The timeout in milliseconds. */
    public int millis() {
        return Math.toIntExact(timeout.toMillis());
    }

    /** What went wrong with it, without its key. */
    StoreException failed(String what, Exception cause) {
        return new StoreException("the bucket " + name + " " + what + ": " + secret.maskIn(
                cause.getClass().getSimpleName() + " "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse("")),
                cause);
    }
}
