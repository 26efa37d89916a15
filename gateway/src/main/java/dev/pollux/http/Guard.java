package dev.pollux.http;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the HTTP parser lets through and we do not, and the credentials that a request shows. */
final class Guard {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final List<String> KEY_HEADERS = List.of("x-api-key", "x-goog-api-key", "api-key");
    private static final List<String> DIALECT_HEADERS = List.of("anthropic-version", "anthropic-beta", "openai-beta");
    private static final String BEARER = "bearer ";

    private Guard() {}

    /** @throws FailureException if the request is ambiguous about whom it is for, or of a kind that no client sends */
    static void check(HttpServerRequest request) {
        if (!METHODS.contains(request.method().name())) {
            throw new FailureException(
                    Failure.of(Failure.Kind.METHOD_NOT_ALLOWED, "The method is not allowed.")
                            .withCode("method_not_allowed"));
        }
        if (!request.uri().startsWith("/")) {
            throw refused("The address in the request line must be a path.");
        }
        if (request.version() == HttpVersion.HTTP_1_1 && request.headers().getAll("host").size() != 1) {
            throw refused("The request must have exactly one Host header.");
        }
        String encoding = request.getHeader("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new FailureException(Failure.of(Failure.Kind.UNSUPPORTED_MEDIA,
                    "Compressed request bodies are not supported.").withCode("unsupported_content_encoding"));
        }
    }

    /** Every credential, wherever a client of any dialect puts it. */
    static List<String> credentials(HttpServerRequest request) {
        var found = new ArrayList<String>(2);
        String authorization = request.getHeader("authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            found.add(authorization.substring(BEARER.length()).strip());
        }
        for (String header : KEY_HEADERS) {
            Optional.ofNullable(request.getHeader(header)).map(String::strip).ifPresent(found::add);
        }
        if (request.query() != null && request.query().contains("key=")) {
            Optional.ofNullable(request.params().get("key")).map(String::strip).ifPresent(found::add);
        }
        return found;
    }

    /** The headers that mean something to a vendor of the client's own dialect. */
    static Map<String, String> dialectHeaders(HttpServerRequest request) {
        var found = new HashMap<String, String>();
        for (String header : DIALECT_HEADERS) {
            List<String> values = request.headers().getAll(header);
            if (!values.isEmpty()) {
                found.put(header, String.join(",", values));
            }
        }
        return found;
    }

    private static FailureException refused(String message) {
        return new FailureException(Failure.of(Failure.Kind.INVALID, message).withCode("invalid_request"));
    }
}
