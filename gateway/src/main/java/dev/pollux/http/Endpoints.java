package dev.pollux.http;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Dialects;
import dev.pollux.http.Endpoint.Ask;
import dev.pollux.http.Endpoint.Health;
import dev.pollux.http.Endpoint.Models;
import dev.pollux.http.Endpoint.NotAllowed;
import dev.pollux.http.Endpoint.Nowhere;
import dev.pollux.http.Endpoint.OneModel;
import dev.pollux.http.Endpoint.Readiness;
import dev.pollux.model.Request.Framing;
import io.vertx.core.MultiMap;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The table of paths, and which dialect speaks where several could. The prefixes are gone: {@link Address}. */
final class Endpoints {
    private static final String MODELS = "/models/";
    private static final String TUNED_MODELS = "/tunedModels/";

    private final Dialects dialects;
    /** By place, then by method. */
    private final Map<String, Map<String, Door>> places;
    /** By what stands behind the colon of a model: {@code /models/gemini-3.8-flash:generateContent}. */
    private final Map<String, Map<String, Door>> calls;
    private final Map<String, Door> model;
    /** Whose a place is by its first segment, known or not. */
    private final Map<String, Dialect> roots;

    /** What is behind a place and a method. */
    @FunctionalInterface
    private interface Door {
        Endpoint open(Visit visit);
    }

    /**
     * Who comes to a door.
     *
     * @param dialect that the address or the headers speak
     * @param model that the path names, empty where it names none
     */
    private record Visit(Dialect dialect, String model, Address address) {

        Framing framing() {
            boolean events = address.parameter("alt").or(() -> address.parameter("$alt"))
                    .filter("sse"::equalsIgnoreCase).isPresent();
            return events ? Framing.EVENTS : Framing.ARRAY;
        }
    }

    Endpoints(Dialects dialects) {
        this.dialects = dialects;
        this.roots = Map.of("chat", dialects.openAi(), "responses", dialects.responses(), "messages",
                dialects.anthropic());
        Door models = visit -> new Models(visit.dialect(), firsts(visit.address()));
        Door health = visit -> new Health(visit.dialect());
        this.places = Map.of(
                "/chat/completions", Map.of("POST", _ -> Ask.of(dialects.openAi())),
                "/responses", Map.of("POST", _ -> Ask.of(dialects.responses())),
                "/messages", Map.of("POST", _ -> Ask.of(dialects.anthropic())),
                "/models", Map.of("GET", models, "POST", models),
                "/", Map.of("GET", health),
                "/health", Map.of("GET", health),
                "/healthz", Map.of("GET", health),
                "/livez", Map.of("GET", health),
                "/readyz", Map.of("GET", visit -> new Readiness(visit.dialect())),
                "/api/hello", Map.of("GET", health));
        this.calls = Map.of(
                "generateContent", Map.of("POST", visit -> new Ask(dialects.gemini(), Optional.of(visit.model()), false,
                        Framing.EVENTS)),
                "streamGenerateContent", Map.of("POST", visit -> new Ask(dialects.gemini(),
                        Optional.of(visit.model()), true, visit.framing())));
        this.model = Map.of("GET", visit -> new OneModel(visit.dialect(), visit.model()));
    }

    /** Where a request leads; {@link Nowhere} and {@link NotAllowed} are answers too. */
    Endpoint find(String method, Address address, MultiMap headers) {
        String place = address.place();
        Dialect dialect = dialect(address, headers);
        String id = modelIn(place);
        Map<String, Door> doors = places.get(place);
        if (doors == null && !id.isEmpty()) {
            int colon = id.lastIndexOf(':');
            doors = colon < 1 ? null : calls.get(id.substring(colon + 1));
            if (doors != null) {
                id = id.substring(0, colon);
            } else if (colon < 0 || !method.equals("POST")) {
                doors = model; // the id of a model may have a colon of its own
            }
        }
        if (doors == null) {
            return new Nowhere(dialect);
        }
        Door door = doors.get(method.equals("HEAD") ? "GET" : method);
        if (door == null) {
            var methods = new TreeSet<>(doors.keySet());
            methods.add("OPTIONS");
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            return new NotAllowed(dialect, methods);
        }
        return door.open(new Visit(dialect, id, address));
    }

    /** The dialect in which whoever comes this way is spoken to: by the path, else by the headers. */
    Dialect dialect(Address address, MultiMap headers) {
        String place = address.place();
        int end = place.indexOf('/', 1);
        Dialect root = roots.get(place.substring(1, end < 0 ? place.length() : end));
        if (root != null) {
            return root;
        }
        if (calls.containsKey(place.substring(place.lastIndexOf(':') + 1))) {
            return dialects.gemini();
        }
        return switch (address.word()) {
            case "gemini", "v1beta", "v1alpha" -> dialects.gemini();
            case "anthropic" -> dialects.anthropic();
            case "openai", "hf" -> openAi(address);
            default -> byCredentials(address, headers);
        };
    }

    private Dialect byCredentials(Address address, MultiMap headers) {
        if (headers.contains("anthropic-version")) {
            return dialects.anthropic();
        }
        if (headers.contains("x-goog-api-key") || address.parameters().containsKey("key")
                || address.parameters().containsKey("pageSize")) {
            return dialects.gemini();
        }
        if (headers.contains("x-api-key") && !headers.contains("authorization")) {
            return dialects.anthropic();
        }
        return openAi(address);
    }

    /** Codex asks for the list of models in a shape of its own, and speaks nothing but responses. */
    private Dialect openAi(Address address) {
        return address.parameters().containsKey("client_version") ? dialects.responses() : dialects.openAi();
    }

    private static String modelIn(String place) {
        if (place.startsWith(MODELS)) {
            return place.substring(MODELS.length());
        }
        return place.startsWith(TUNED_MODELS) ? place.substring(1) : "";
    }

    private static Map<String, String> firsts(Address address) {
        var firsts = new HashMap<String, String>();
        address.parameters().forEach((name, values) -> firsts.put(name, values.getFirst()));
        return firsts;
    }
}
