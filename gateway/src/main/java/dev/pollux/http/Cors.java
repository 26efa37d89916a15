package dev.pollux.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

import java.util.List;

/**
 * Lets pages of other origins ask (WHATWG Fetch, section 3.3).
 *
 * <p>Credentials travel in headers that a page must set itself; cookies are never allowed, so {@code *} gives away
 * nothing that a page does not hold already.
 */
final class Cors {
    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS, HEAD";
    private static final String EXPOSED = "x-request-id, request-id, retry-after, retry-after-ms, x-should-retry, "
            + "x-pollux-upstream, x-pollux-attempts, x-pollux-losses";
    /** How long a browser may remember the answer to a preflight, in seconds. */
    private static final String MAX_AGE = "86400";

    private final List<String> origins;
    private final boolean all;

    Cors(List<String> origins) {
        this.origins = origins;
        this.all = origins.contains("*");
    }

    /** The headers of an answer, whatever it is. */
    void allow(HttpServerRequest request, MultiMap headers) {
        String origin = request.getHeader("origin");
        if (all) {
            headers.set("access-control-allow-origin", "*");
        } else if (origin != null && origins.contains(origin)) {
            headers.set("access-control-allow-origin", origin).set("vary", "origin");
        } else {
            return;
        }
        headers.set("access-control-expose-headers", EXPOSED);
    }

    /** The further headers of an answer to a preflight. */
    void allowPreflight(HttpServerRequest request, MultiMap headers) {
        if (!headers.contains("access-control-allow-origin")) {
            return;
        }
        String asked = request.getHeader("access-control-request-headers");
        headers.set("access-control-allow-methods", METHODS)
                .set("access-control-allow-headers", asked == null ? "authorization, content-type" : asked)
                .set("access-control-max-age", MAX_AGE);
    }
}
