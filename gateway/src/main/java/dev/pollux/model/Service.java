package dev.pollux.model;

import java.util.Map;
import java.util.Optional;

/**
 * What the vendor does around the answer.
 *
 * @param tier of service, in the words of OpenAI: {@code auto}, {@code default}, {@code flex}, {@code priority}
 * @param user who asks, for the vendor's abuse detection
 * @param cacheKey requests with one key share a prompt cache
 * @param store whether the vendor keeps the exchange
 * @param metadata pairs that the vendor keeps with it
 */
public record Service(Optional<String> tier, Optional<String> user, Optional<String> cacheKey, Optional<Boolean> store,
        Map<String, String> metadata) {

    public static final Service DEFAULT = new Service(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Map.of());

    public Service {
        metadata = Map.copyOf(metadata);
    }
}
