package dev.pollux.http;

import dev.pollux.dialect.Dialect;
import dev.pollux.http.Endpoint.Ask;
import dev.pollux.http.Endpoint.Health;
import dev.pollux.http.Endpoint.Models;
import dev.pollux.http.Endpoint.OneModel;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Request.Framing;
import io.netty.handler.codec.http.QueryStringDecoder;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The table of paths. A base address with or without {@code /v1}, and one slash too many, lead to the same place. */
final class Endpoints {
    private static final String MODELS = "/models/";

    private final Dialect openAi;
    private final Map<String, Map<String, Endpoint>> table;

    Endpoints(Dialect openAi) {
        this.openAi = openAi;
        var chat = Map.<String, Endpoint>of("POST", new Ask(openAi, Optional.empty(), false, Framing.EVENTS));
        var models = Map.<String, Endpoint>of("GET", new Models(openAi), "POST", new Models(openAi));
        var health = Map.<String, Endpoint>of("GET", new Health(openAi), "HEAD", new Health(openAi));
        this.table = Map.of("/chat/completions", chat, "/models", models, "/health", health, "/", health);
    }

    /** The dialect in which a path that leads nowhere is told so. */
    Dialect dialectOf(String path) {
        return openAi;
    }

    /**
     * @param path as the client wrote it, without its query
     * @throws FailureException {@code NOT_FOUND} or {@code METHOD_NOT_ALLOWED}
     */
    Endpoint find(String method, String path) {
        String place = withoutVersion(path);
        Map<String, Endpoint> methods = table.get(place);
        if (methods == null && place.startsWith(MODELS) && place.length() > MODELS.length()) {
            methods = Map.of("GET", new OneModel(openAi, decoded(place.substring(MODELS.length()))));
        }
        if (methods == null) {
            throw new FailureException(Failure.of(Failure.Kind.NOT_FOUND,
                    "There is no such path here. Known are /v1/chat/completions, /v1/models and /health.")
                    .withCode("path_not_found"));
        }
        Endpoint endpoint = methods.get(method);
        if (endpoint == null) {
            throw new FailureException(Failure.of(Failure.Kind.METHOD_NOT_ALLOWED,
                    "The method " + method + " is not allowed here; allowed: " + String.join(", ", allowed(methods))
                            + ".")
                    .withCode("method_not_allowed"));
        }
        return endpoint;
    }

    private static Set<String> allowed(Map<String, Endpoint> methods) {
        var allowed = new TreeSet<>(methods.keySet());
        allowed.add("OPTIONS");
        return allowed;
    }

    /** Without {@code /v1}, however often, and without empty segments. */
    private static String withoutVersion(String path) {
        String place = path;
        while (place.contains("//")) {
            place = place.replace("//", "/");
        }
        while (place.startsWith("/v1/")) {
            place = place.substring("/v1".length());
        }
        return place.length() > 1 && place.endsWith("/") ? place.substring(0, place.length() - 1) : place;
    }

    private static String decoded(String segment) {
        try {
            return new QueryStringDecoder(segment).path();
        } catch (IllegalArgumentException _) {
            return segment;
        }
    }
}
