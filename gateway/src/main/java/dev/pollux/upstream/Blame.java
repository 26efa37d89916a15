package dev.pollux.upstream;

import dev.pollux.model.Failure.Kind;

/** Whose fault a failed call was: it alone is judged by it. */
enum Blame {
    REQUEST, KEY, SERVICE,
    /** Our own, or the client's leaving: nobody was heard out. */
    NOBODY;

    static Blame of(Kind kind) {
        return switch (kind) {
            case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, NO_MODEL, METHOD_NOT_ALLOWED, TOO_LARGE,
                    UNSUPPORTED_MEDIA, NOT_SERVED ->
                REQUEST;
            case RATE_LIMITED, QUOTA_SPENT, KEY_REFUSED -> KEY;
            case UPSTREAM_ERROR, UPSTREAM_REFUSED, UPSTREAM_GARBAGE, UPSTREAM_CUT, OVERLOADED, UPSTREAM_TIMEOUT,
                    UPSTREAM_STALLED ->
                SERVICE;
            case CLIENT_SLOW, CLIENT_GONE, INTERNAL, SHED, SHUTDOWN -> NOBODY;
        };
    }
}
