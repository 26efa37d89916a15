package dev.pollux.cloud;

import dev.pollux.secret.Secret;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Gives the tokens that stand for one account of a cloud. */
public interface Issuer {

    /** @param end from when on it stands for nothing */
    record Token(Secret secret, Instant end) {}

    /** The cloud knows the account no longer, or never did: to ask again is of no use. */
    final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        public RefusedException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The account's name, an address of mail. */
    String account();

    /** The project that it belongs to, if it says so. */
    Optional<String> project();

    /**
     * A new token. Blocks.
     *
     * @throws RefusedException if there will never be one
     * @throws IOException if there is none now
     */
    Token issue() throws IOException;
}
