package dev.pollux.dialect;

import dev.pollux.model.Seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Carries a seal inside the id of a tool call, the one field that every client of every dialect sends back.
 *
 * <p>So a signature survives clients that drop unknown fields, restarts and replicas without a store. The form is {@code
 * <id>_sealed_<origin>_<value in URL-safe base64>}: letters that all dialects allow in an id.
 */
public final class Seals {
    private static final String MARK = "_sealed_";

    private Seals() {}

    /** An id and the seal that was in it. */
    public record Opened(String id, Optional<Seal> seal) {}

    /** The id for a client. */
    public static String close(String id, Optional<Seal> seal) {
        if (seal.isEmpty()) {
            return id;
        }
        byte[] value = seal.get().value().getBytes(StandardCharsets.UTF_8);
        return id + MARK + seal.get().origin() + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    /** The id as it was, whether it carries a seal or not. */
    public static Opened open(String id) {
        int mark = id.indexOf(MARK);
        int value = mark < 0 ? -1 : id.indexOf('_', mark + MARK.length());
        if (value < 0) {
            return new Opened(id, Optional.empty());
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(id.substring(value + 1));
            String origin = id.substring(mark + MARK.length(), value);
            return new Opened(id.substring(0, mark),
                    Optional.of(new Seal(origin, new String(bytes, StandardCharsets.UTF_8))));
        } catch (IllegalArgumentException _) {
            return new Opened(id, Optional.empty());
        }
    }
}
