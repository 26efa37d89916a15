package dev.pollux.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets pages of other origins ask (WHATWG Fetch, section 3.3).
 *
 * <p>Credentials travel in headers that a page must set itself; cookies are never allowed, so {@code *} gives away
 * nothing that a page does not hold already.
 */
final class Cors {
    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS, HEAD";
    private static final String EXPOSED = exposed();
    /** What clients of the four dialects set, where a browser does not say what its page will set. */
    private static final String ASKED = "authorization, content-type, accept, api-key, x-api-key, x-goog-api-key, "
            + "x-goog-api-client, x-goog-user-project, anthropic-version, anthropic-beta, "
            + "anthropic-dangerous-direct-browser-access, openai-beta, openai-organization, openai-project, "
            + "x-stainless-arch, x-stainless-lang, x-stainless-os, x-stainless-package-version, "
            + "x-stainless-retry-count, x-stainless-runtime, x-stainless-runtime-version, x-stainless-timeout, "
            + "x-pollux-strict, x-pollux-resume, last-event-id";
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
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (all) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        } else {
            headers.set(HttpHeaders.VARY, "origin"); // no cache may give one page's answer to another
            if (origin == null || !origins.contains(origin)) {
                return;
            }
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        if (origin != null) { // who is no page has no use for half a kilobyte of names
            headers.set("access-control-expose-headers", EXPOSED);
        }
    }

    /** The further headers of an answer to a preflight. */
    void allowPreflight(HttpServerRequest request, MultiMap headers) {
        if (!headers.contains("access-control-allow-origin")) {
            return;
        }
        String asked = request.getHeader("access-control-request-headers");
        headers.set("access-control-allow-methods", METHODS)
                .set("access-control-allow-headers", asked == null ? ASKED : asked)
                .set("access-control-max-age", MAX_AGE)
                .add("vary", "access-control-request-headers");
        if ("true".equals(request.getHeader("access-control-request-private-network"))) {
            headers.set("access-control-allow-private-network", "true"); // the token protects, not the network
        }
    }

    private static String exposed() {
        Stream<String> ours = Stream.of("x-request-id", "request-id", "retry-after", "retry-after-ms",
                "x-should-retry", "x-pollux-upstream", "x-pollux-attempts", "x-pollux-losses", "x-pollux-estimated",
                "x-pollux-stream");
        Stream<String> limits = Stream.of("requests", "tokens").flatMap(what -> Stream.concat(
                Stream.of("limit", "remaining", "reset").map(word -> "x-ratelimit-" + word + "-" + what),
                Stream.of("limit", "remaining", "reset").map(word -> "anthropic-ratelimit-" + what + "-" + word)));
        Stream<String> uploads = Stream.of("x-goog-upload-url", "x-goog-upload-control-url", "x-goog-upload-status",
                "x-goog-upload-chunk-granularity", "x-goog-upload-size-received",
                "x-goog-upload-header-content-length", "location", "content-range", "etag");
        return Stream.of(ours, limits, uploads).flatMap(names -> names).collect(Collectors.joining(", "));
    }
}
