package dev.pollux.http;

import dev.pollux.model.Extras;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the HTTP parser lets through and we do not, and the credentials that a request shows. */
final class Guard {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final List<CharSequence> KEY_HEADERS = Stream.of("x-api-key", "x-goog-api-key", "api-key")
            .map(HttpHeaders::createOptimized).toList();
    private static final int UPGRADE_REQUIRED = 426;
    private static final int TOO_MANY_FIELDS = 431;
    private static final String BEARER = "bearer ";

    private Guard() {}

    /** @throws FailureException if the request is ambiguous about whom it is for, or of a kind that no client sends */
    static void check(HttpServerRequest request, int mostFields) {
        if (!METHODS.contains(request.method().name())) {
            throw new FailureException(
                    Failure.of(Failure.Kind.METHOD_NOT_ALLOWED, "The method is not allowed.")
                            .withCode("method_not_allowed"));
        }
        if ("websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            // Codex goes on by HTTP at once after this status, and after hardly any other
            throw new FailureException(new Failure(Failure.Kind.INVALID, UPGRADE_REQUIRED,
                    "WebSockets are not served here; ask by HTTP.", Optional.empty(),
                    Optional.of("websocket_not_served"),
                    Optional.empty(), Extras.NONE));
        }
        if (!request.uri().startsWith("/") || request.uri().indexOf('#') >= 0) {
            throw refused("The address in the request line must be a path, and have no fragment.");
        }
        if (request.version() == HttpVersion.HTTP_1_1 && request.headers().getAll(HttpHeaders.HOST).size() != 1) {
            throw refused("The request must have exactly one Host header.");
        }
        if (fields(request) > mostFields) {
            throw new FailureException(new Failure(Failure.Kind.INVALID, TOO_MANY_FIELDS,
                    "The request has more than " + mostFields + " header fields.", Optional.empty(),
                    Optional.of("too_many_header_fields"), Optional.empty(), Extras.NONE));
        }
        if (Paths.isAmbiguous(request.path())) {
            throw refused("The path holds a backslash, a dot segment, a control character, or an encoded slash "
                    + "outside of a model's name.");
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new FailureException(Failure.of(Failure.Kind.UNSUPPORTED_MEDIA,
                    "Compressed request bodies are not supported.").withCode("unsupported_content_encoding"));
        }
    }

    /** Fields, not names: what the collection itself counts are different names. */
    private static int fields(HttpServerRequest request) {
        int count = 0;
        for (var _ : request.headers()) {
            count++;
        }
        return count;
    }

    /**
     * Every credential, wherever a client of any dialect puts it, and however often.
     *
     * <p>Empty ones are none: some clients send their header even where nothing is set.
     */
    static List<String> credentials(HttpServerRequest request, Address address) {
        var found = new ArrayList<String>(2);
        for (String authorization : request.headers().getAll(HttpHeaders.AUTHORIZATION)) {
            if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                add(authorization.substring(BEARER.length()), found);
            }
        }
        for (CharSequence header : KEY_HEADERS) {
            request.headers().getAll(header).forEach(value -> add(value, found));
        }
        address.parameters().getOrDefault("key", List.of()).forEach(value -> add(value, found));
        return found;
    }

    private static void add(String credential, List<String> found) {
        String text = credential.strip();
        if (!text.isEmpty()) {
            found.add(text);
        }
    }

    /** Those of these headers that the request has. */
    static Map<String, String> headers(HttpServerRequest request, List<String> names) {
        var found = new HashMap<String, String>();
        for (String header : names) {
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
