package dev.pollux.model;

import dev.pollux.json.Json;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What went wrong, as data: each dialect writes it in the shape of its own clients.
 *
 * @param status the HTTP status that fits best, the vendor's own where it gave one
 * @param message for the client; never holds a secret or an address of ours
 * @param param the field of the request that is at fault, in the client's words
 * @param code the vendor's own code, or ours in the words of OpenAI
 * @param retryAfter when it is worth while to ask again
 * @param raw the vendor's error, written back by its own dialect
 */
public record Failure(Kind kind, int status, String message, Optional<String> param, Optional<String> code,
        Optional<Duration> retryAfter, Extras raw) {
    /** The code of a {@code QUOTA_SPENT} that ends with the vendor's day. */
    public static final String DAY_SPENT = "day_quota_spent";
    /** The code of a {@code QUOTA_SPENT} that never was: there is no quota for this model. */
    public static final String NO_QUOTA = "no_quota";
    /** The code of a {@code RATE_LIMITED} of which it is known that it ends within a minute. */
    public static final String MINUTE_SPENT = "minute_quota_spent";
    /** The code of an {@code OVERLOADED} that comes of our own growth: fewer requests at a time are well. */
    public static final String SLOW_DOWN = "slow_down";
    /** The code of an {@code UPSTREAM_TIMEOUT} that is our own: the vendor may still be at work, and be paid for it. */
    public static final String LATE = "first_byte_timeout";

    /** What sort of failure it is; the sort alone decides the remedy. */
    public enum Kind {
        /** The request is wrong; the same request is always wrong. */
        INVALID(400, Remedy.NONE),
        /** The client's token is missing or wrong. */
        UNAUTHENTICATED(401, Remedy.NONE),
        /** The client may not do this. */
        FORBIDDEN(403, Remedy.NONE),
        /** No such path, or no such thing. */
        NOT_FOUND(404, Remedy.NONE),
        /** No such model; another target may have it. */
        NO_MODEL(404, Remedy.OTHER_TARGET),
        METHOD_NOT_ALLOWED(405, Remedy.NONE),
        /** The client sent too slowly. */
        CLIENT_SLOW(408, Remedy.NONE),
        TOO_LARGE(413, Remedy.NONE),
        UNSUPPORTED_MEDIA(415, Remedy.NONE),
        /** A limit over a short time. */
        RATE_LIMITED(429, Remedy.OTHER_KEY),
        /** A limit over a day, or no money left. */
        QUOTA_SPENT(429, Remedy.OTHER_KEY),
        /** The client has left. */
        CLIENT_GONE(499, Remedy.NONE),
        /** Our own mistake. */
        INTERNAL(500, Remedy.NONE),
        /** The vendor refuses the key that we hold. */
        KEY_REFUSED(502, Remedy.OTHER_KEY),
        /** The vendor does not serve this place: region, disabled service. */
        NOT_SERVED(502, Remedy.OTHER_TARGET),
        /** The vendor failed. */
        UPSTREAM_ERROR(502, Remedy.OTHER_KEY),
        /** No connection: refused, unknown host, TLS. */
        UPSTREAM_REFUSED(502, Remedy.OTHER_TARGET),
        /** An answer that is none: HTML, broken JSON, nothing at all. */
        UPSTREAM_GARBAGE(502, Remedy.OTHER_KEY),
        /** The connection broke before the end of the answer. */
        UPSTREAM_CUT(502, Remedy.OTHER_TARGET),
        /** The vendor has too much to do. */
        OVERLOADED(503, Remedy.OTHER_TARGET),
        /** We have too much to do. */
        SHED(503, Remedy.NONE),
        SHUTDOWN(503, Remedy.NONE),
        /** Nothing came within the limit for the first byte. */
        UPSTREAM_TIMEOUT(504, Remedy.OTHER_TARGET),
        /** Nothing came within the limit between two frames. */
        UPSTREAM_STALLED(504, Remedy.OTHER_TARGET);

        private final int status;
        private final Remedy remedy;

        Kind(int status, Remedy remedy) {
            this.status = status;
            this.remedy = remedy;
        }

        /** The status where the vendor gave none that fits. */
        public int status() {
            return status;
        }

        public Remedy remedy() {
            return remedy;
        }
    }

    /** What may help, as long as the client has seen nothing of an answer. */
    public enum Remedy {
        NONE, OTHER_KEY, OTHER_TARGET
    }

    public static Failure of(Kind kind, String message) {
        return new Failure(kind, kind.status(), message, Optional.empty(), Optional.empty(), Optional.empty(),
                Extras.NONE);
    }

    /** A wrong field of the request. */
    public static Failure invalid(String param, String message) {
        return of(Kind.INVALID, message).withParam(param);
    }

    public Failure withParam(String path) {
        return new Failure(kind, status, message, path.isEmpty() ? Optional.empty() : Optional.of(path), code,
                retryAfter, raw);
    }

    public Failure withCode(String word) {
        return new Failure(kind, status, message, param, Optional.of(word), retryAfter, raw);
    }

    public Failure withRetryAfter(Duration wait) {
        return new Failure(kind, status, message, param, code, Optional.of(wait), raw);
    }

    public Failure withMessage(String text) {
        return new Failure(kind, status, text, param, code, retryAfter, raw);
    }

    /** Whether fewer requests at a time would not have failed. */
    public boolean asksForLess() {
        return kind == Kind.OVERLOADED && code.isPresent() && code.get().equals(SLOW_DOWN);
    }

    /** Whether the vendor may well be fit in a moment, and nothing was done in vain there. */
    public boolean isMomentary() {
        return kind == Kind.OVERLOADED || kind == Kind.UPSTREAM_REFUSED
                || (kind == Kind.UPSTREAM_TIMEOUT && !code.equals(Optional.of(LATE)));
    }

    /** Whether the same request would fail again, however often it is sent. */
    public boolean isFinal() {
        return retryAfter.isEmpty() && switch (kind) {
            case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, NO_MODEL, METHOD_NOT_ALLOWED, TOO_LARGE,
                    UNSUPPORTED_MEDIA, QUOTA_SPENT, KEY_REFUSED, NOT_SERVED ->
                true;
            case CLIENT_SLOW, RATE_LIMITED, CLIENT_GONE, INTERNAL, UPSTREAM_ERROR, UPSTREAM_REFUSED, UPSTREAM_GARBAGE,
                    UPSTREAM_CUT, OVERLOADED, SHED, SHUTDOWN, UPSTREAM_TIMEOUT, UPSTREAM_STALLED ->
                false;
        };
    }

    /** The same failure with every text of it rewritten: to take out of it what must not be seen. */
    public Failure mapText(UnaryOperator<String> rewrite) {
        Extras rewritten = raw.isEmpty()
                ? raw
                : new Extras(raw.origin(), raw.place(), Json.object(rewrite.apply(Json.text(raw.fields()))));
        return new Failure(kind, status, rewrite.apply(message), param.map(rewrite), code.map(rewrite), retryAfter,
                rewritten);
    }
}
