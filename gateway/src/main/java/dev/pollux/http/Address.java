package dev.pollux.http;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a request goes, without what base addresses put in front of it.
 *
 * @param place the path, decoded, without its prefixes, empty segments and final slash
 * @param raw the same, encoded as it came
 * @param word the prefix that says whose API is meant, without its slash; empty where none does
 * @param version of an API: the last prefix that is one, without its slash; empty where none is
 * @param parameters the query, decoded
 */
record Address(String place, String raw, String word, String version, Map<String, List<String>> parameters) {
    /** Says nothing of whose API is meant. */
    private static final String SILENT_PREFIX = "v1";
    /** What clients put in front of a path, in any order and number. */
    private static final List<String> PREFIXES = List.of(SILENT_PREFIX, "v1beta", "v1alpha", "openai", "hf",
            "anthropic", "gemini");
    private static final List<String> VERSIONS = List.of("v1", "v1beta", "v1alpha");

    /** @throws FailureException {@code INVALID} for a path without a root, and a query that cannot be decoded */
    static Address of(HttpServerRequest request) {
        String path = request.path() == null ? "/" : request.path();
        if (!path.startsWith("/")) {
            throw new FailureException(Failure.of(Failure.Kind.INVALID, "The path of the address begins with no slash.")
                    .withCode("invalid_request"));
        }
        while (path.contains("//")) {
            path = path.replace("//", "/");
        }
        String word = "";
        String version = "";
        for (String prefix = prefix(path); !prefix.isEmpty(); prefix = prefix(path)) {
            path = path.substring(1 + prefix.length());
            word = prefix.equals(SILENT_PREFIX) ? word : prefix;
            version = VERSIONS.contains(prefix) ? prefix : version;
        }
        if (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        String raw = path.isEmpty() ? "/" : path;
        return new Address(decoded(raw), raw, word, version, parameters(request));
    }

    boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    /** The first value of a parameter. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).map(List::getFirst);
    }

    /** The first value of each parameter. */
    Map<String, String> firsts() {
        var firsts = new HashMap<String, String>();
        parameters.forEach((name, values) -> firsts.put(name, values.getFirst()));
        return firsts;
    }

    /** The first segment, if it is one of the prefixes. */
    private static String prefix(String path) {
        for (String prefix : PREFIXES) {
            int end = 1 + prefix.length();
            if (path.startsWith(prefix, 1) && (path.length() == end || path.charAt(end) == '/')) {
                return prefix;
            }
        }
        return "";
    }

    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        try {
            return new QueryStringDecoder(path).path();
        } catch (IllegalArgumentException _) {
            return path;
        }
    }

    private static Map<String, List<String>> parameters(HttpServerRequest request) {
        String query = request.query();
        if (query == null || query.isEmpty()) {
            return Map.of();
        }
        try {
            return new QueryStringDecoder(query, false).parameters();
        } catch (IllegalArgumentException e) {
            throw new FailureException(
                    Failure.of(Failure.Kind.INVALID, "The query of the address cannot be decoded.")
                            .withCode("invalid_request"),
                    e);
        }
    }
}
