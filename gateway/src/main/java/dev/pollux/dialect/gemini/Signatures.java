package dev.pollux.dialect.gemini;

import dev.pollux.model.Seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The field {@code thoughtSignature} and the seals that travel in it.
 *
 * <p>Google's own stand there as they are. Towards a client the seal of another vendor is wrapped as {@code
 * pollux.<origin>.<value>}; the whole in base64, because SDKs decode the field and some encode it again URL-safe.
 */
final class Signatures {
    /** Accepted by every model in the place of a signature that is lost or was another vendor's. */
    static final String SENTINEL = "skip_thought_signature_validator";

    private static final String PREFIX = "pollux.";
    /** How each wrapped value begins: the first six characters of the prefix in base64. */
    private static final String WRAPPED = "cG9sbHV4";

    private Signatures() {}

    static Seal open(String signature) {
        if (!signature.startsWith(WRAPPED)) {
            return new Seal(Gemini.NAME, signature);
        }
        String wrapped = decoded(signature);
        int dot = wrapped.indexOf('.', PREFIX.length());
        return wrapped.startsWith(PREFIX) && dot > 0
                ? new Seal(wrapped.substring(PREFIX.length(), dot), wrapped.substring(dot + 1))
                : new Seal(Gemini.NAME, signature);
    }

    static String close(Seal seal) {
        if (seal.isOf(Gemini.NAME)) {
            return seal.value();
        }
        byte[] wrapped = (PREFIX + seal.origin() + "." + seal.value()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(wrapped);
    }

    private static String decoded(String signature) {
        try {
            byte[] bytes = Base64.getDecoder().decode(signature.replace('-', '+').replace('_', '/'));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
