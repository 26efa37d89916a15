package dev.pollux.secret;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bits that nobody guesses, for names by which something is found again.
 *
 * <p>Takes no lock. That of the JDK's own is wanted by event loops too, for handshakes, and these must not wait for it behind
 * a virtual thread that only they could run (docs/decisions/0006). So each is the hash of a secret and a number, which is
 * never the same.
 */
public final class Chance {
    private static final byte[] SECRET = new SecureRandom().generateSeed(32);
    private static final AtomicLong NUMBER = new AtomicLong();

    private Chance() {}

    /** @param length up to 32 */
    public static byte[] bytes(int length) {
        return Arrays.copyOf(next(), length);
    }

    /** One of 2^63, none of them negative. */
    public static long number() {
        return ByteBuffer.wrap(next()).getLong() >>> 1;
    }

    private static byte[] next() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(SECRET);
            return hash.digest(ByteBuffer.allocate(Long.BYTES).putLong(NUMBER.getAndIncrement()).array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
