package dev.pollux.dialect.anthropic;

import dev.pollux.model.Seal;

import java.util.Optional;

/**
 * The {@code signature} of a thinking block, the field in which clients send back every seal unchanged.
 *
 * <p>A seal of another vendor stands in it as {@code pollux.<origin>.<value>}.
 */
final class Signatures {
    private static final String MARK = "pollux.";

    private Signatures() {}

    /** The seal in a signature; empty where the signature is. */
    static Optional<Seal> read(String signature) {
        if (signature.isEmpty()) {
            return Optional.empty();
        }
        int value = signature.startsWith(MARK) ? signature.indexOf('.', MARK.length()) : -1;
        return Optional.of(value < 0
                ? new Seal(Anthropic.NAME, signature)
                : new Seal(signature.substring(MARK.length(), value), signature.substring(value + 1)));
    }

    /** The signature for a client, empty where there is no seal. */
    static String write(Optional<Seal> seal) {
        return seal.map(s -> s.isOf(Anthropic.NAME) ? s.value() : MARK + s.origin() + "." + s.value()).orElse("");
    }
}
