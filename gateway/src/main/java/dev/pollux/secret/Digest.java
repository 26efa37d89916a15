package dev.pollux.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a secret: all that is needed to know the secret again.
 *
 * <p>Nobody finds a random token of 128 bits by its hash, however fast hashing is; so there is no salt and no slowness,
 * which every request would pay for.
 */
public final class Digest {
    private static final String FORM = "sha256:";
    private static final Pattern TEXT = Pattern.compile("sha256:[0-9a-fA-F]{64}");

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of a secret. */
    public static Digest of(String secret) {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** A text that is written as digests are; empty if the rest of it is none. */
    public static Optional<Digest> parsed(String text) {
        return TEXT.matcher(text).matches()
                ? Optional.of(new Digest(HexFormat.of().parseHex(text, FORM.length(), text.length())))
                : Optional.empty();
    }

    /** Whether a text means a digest, and be it a broken one. */
    public static boolean isMeantBy(String text) {
        return text.startsWith(FORM);
    }

    /** Whether both are of the same secret; takes as long for a near miss as for a wide one. */
    public boolean matches(Digest other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    /** As it is written in settings: {@code sha256:} and 64 digits. */
    public String text() {
        return FORM + HexFormat.of().formatHex(bytes);
    }
}
