package dev.pollux.keys;

import dev.pollux.model.Failure;

import java.util.Locale;
import java.util.Optional;

/** Why a key is not used: each reason has its own way back. */
public enum Why {
    /** A limit over a short time: back when the vendor says, or after a guess that doubles. */
    MINUTE_QUOTA,
    /** The quota of a day: back when the vendor's day begins. */
    DAY_QUOTA,
    /** The key has no quota for this model at all. */
    NO_QUOTA,
    /** No money is left: waiting seldom helps. */
    MONEY,
    /** The vendor refuses the key itself: invalid, revoked, leaked, suspended. */
    REFUSED;

    /** What a failure says of the key that was used; empty if the key is innocent. */
    static Optional<Why> of(Failure failure) {
        return switch (failure.kind()) {
            case RATE_LIMITED -> Optional.of(MINUTE_QUOTA);
            case QUOTA_SPENT -> Optional.of(switch (failure.code().orElse("")) {
                case Failure.DAY_SPENT -> DAY_QUOTA;
                case Failure.NO_QUOTA -> NO_QUOTA;
                default -> MONEY;
            });
            case KEY_REFUSED -> Optional.of(REFUSED);
            case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, NO_MODEL, METHOD_NOT_ALLOWED, CLIENT_SLOW, TOO_LARGE,
                    UNSUPPORTED_MEDIA, CLIENT_GONE, INTERNAL, NOT_SERVED, UPSTREAM_ERROR, UPSTREAM_REFUSED,
                    UPSTREAM_GARBAGE, UPSTREAM_CUT, OVERLOADED, SHED, SHUTDOWN, UPSTREAM_TIMEOUT, UPSTREAM_STALLED ->
                Optional.empty();
        };
    }

    /** Whether it holds for every model, and not only for the one that was asked. */
    boolean ofEveryModel() {
        return this == MONEY || this == REFUSED;
    }

    /** In words, as {@code minute quota}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
