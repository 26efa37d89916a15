package dev.pollux.http;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Dialects;
import dev.pollux.exchange.Craft;
import dev.pollux.http.Endpoint.Ask;
import dev.pollux.http.Endpoint.Count;
import dev.pollux.http.Endpoint.Embed;
import dev.pollux.http.Endpoint.Health;
import dev.pollux.http.Endpoint.Make;
import dev.pollux.http.Endpoint.Models;
import dev.pollux.http.Endpoint.NotAllowed;
import dev.pollux.http.Endpoint.Nowhere;
import dev.pollux.http.Endpoint.OneModel;
import dev.pollux.http.Endpoint.Passage;
import dev.pollux.http.Endpoint.Picture;
import dev.pollux.http.Endpoint.Readiness;
import dev.pollux.http.Endpoint.Remainder;
import dev.pollux.model.Request.Framing;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The table of paths, and which dialect speaks where several could.
 *
 * <p>Its rows are those of {@code docs/endpoints.md}; a new path is a row in both.
 */
final class Endpoints {
    /** Stands in a path for the name of any model, slashes included. */
    private static final String MODEL = "{model}";
    private static final String MODELS = "/models/";
    /** Around the name of one of our keys. */
    private static final String KEYS = "/pollux/keys/";
    private static final String RESET = "/reset";
    private static final String PICTURES = "/images/";
    private static final String RESPONSES = "/responses/";
    /** What stands behind these paths in the table is one thing's name. */
    private static final Map<String, String> NAMED = Map.of(PICTURES, "{name}", RESPONSES, "{response}",
            Resumption.PATH, "{stream}");
    /** What is asked again from a place on; a HEAD would take it from whoever follows it. */
    private static final Set<String> FOLLOWED = Set.of(RESPONSES + "{response}", Resumption.PATH + "{stream}");
    private static final String TUNED_MODELS = "/tunedModels/";
    /** What Gemini has under a model that is no model. */
    private static final String OPERATIONS = "/operations/";

    /** Paths of Gemini's API that stand in front of its version. */
    private static final List<String> GEMINI_ROOTS = List.of("upload", "download");

    private final Dialects dialects;
    private final List<Row> rows;
    /** By path, then by method. */
    private final Map<String, Map<String, Row>> paths = new HashMap<>();
    /** Whose a path is by its first segment, whether it leads anywhere or not. */
    private final Map<String, Dialect> roots = new HashMap<>();

    /**
     * One way in.
     *
     * @param path behind all prefixes
     * @param dialect empty where it depends on who asks
     */
    record Row(String method, String path, Optional<Dialect> dialect, Door door) {}

    /** What is behind a path and a method. */
    @FunctionalInterface
    interface Door {
        Endpoint open(Visit visit);
    }

    /**
     * Who comes to a door.
     *
     * @param dialect of the row, else of the prefix or the headers
     * @param model that the path names, or the key; empty where it names none
     */
    record Visit(Dialect dialect, String model, Address address) {

        Optional<String> named() {
            return Optional.of(model).filter(name -> !name.isEmpty());
        }

        Framing framing() {
            boolean events = address.parameter("alt").or(() -> address.parameter("$alt"))
                    .filter("sse"::equalsIgnoreCase).isPresent();
            return events ? Framing.EVENTS : Framing.ARRAY;
        }
    }

    Endpoints(Dialects dialects) {
        this.dialects = dialects;
        Door ask = visit -> Ask.of(visit.dialect());
        Door count = visit -> new Count(visit.dialect(), visit.named());
        Door embed = visit -> new Embed(visit.dialect(), visit.named());
        Door models = visit -> new Models(visit.dialect(), visit.address().firsts());
        Door health = visit -> new Health(visit.dialect());
        this.rows = List.of(
                row("POST", "/chat/completions", dialects.openAi(), ask),
                row("POST", "/completions", dialects.completions(), ask),
                row("POST", "/embeddings", dialects.openAi(), embed),
                row("POST", "/responses", dialects.responses(), ask),
                row("POST", "/responses/input_tokens", dialects.responses(), count),
                row("POST", "/messages", dialects.anthropic(), ask),
                row("POST", "/messages/count_tokens", dialects.anthropic(), count),
                row("POST", "/models/{model}:generateContent", dialects.gemini(), visit -> new Ask(visit.dialect(),
                        Optional.of(visit.model()), false, Framing.EVENTS)),
                row("POST", "/models/{model}:streamGenerateContent", dialects.gemini(), visit -> new Ask(
                        visit.dialect(), Optional.of(visit.model()), true, visit.framing())),
                row("POST", "/models/{model}:countTokens", dialects.gemini(), count),
                row("POST", "/models/{model}:embedContent", dialects.gemini(), embed),
                row("POST", "/models/{model}:batchEmbedContents", dialects.gemini(), embed),
                row("GET", "/models", models),
                row("POST", "/models", models),
                row("GET", "/models/{model}", visit -> new OneModel(visit.dialect(), visit.model())),
                row("POST", "/images/generations", dialects.openAi(), visit -> new Make(visit.dialect(), Craft.DRAW)),
                row("POST", "/images/edits", dialects.openAi(), visit -> new Make(visit.dialect(), Craft.EDIT)),
                row("POST", "/audio/speech", dialects.openAi(), visit -> new Make(visit.dialect(), Craft.SPEAK)),
                row("POST", "/audio/transcriptions", dialects.openAi(),
                        visit -> new Make(visit.dialect(), Craft.TRANSCRIBE)),
                row("POST", "/audio/translations", dialects.openAi(),
                        visit -> new Make(visit.dialect(), Craft.TRANSLATE)),
                row("GET", "/images/{name}", dialects.openAi(),
                        visit -> new Picture(visit.dialect(), visit.address().place().substring(PICTURES.length()))),
                row("GET", RESPONSES + "{response}", dialects.responses(), Endpoints::response),
                row("GET", Resumption.PATH + "{stream}", visit -> new Remainder(visit.dialect(),
                        visit.address().place().substring(Resumption.PATH.length()))),
                row("GET", "/", health),
                row("GET", "/health", health),
                row("GET", "/healthz", health),
                row("GET", "/livez", health),
                row("GET", "/api/hello", health),
                row("GET", "/pollux/keys", visit -> new Endpoint.KeyStates(visit.dialect())),
                row("POST", KEYS + "{key}" + RESET, visit -> Endpoint.ResetKey.of(visit.dialect(), visit.model())),
                row("POST", "/pollux/translate", visit -> new Endpoint.Translate(visit.dialect())),
                row("POST", "/pollux/reload", visit -> new Endpoint.Reload(visit.dialect())),
                row("GET", "/metrics", visit -> new Endpoint.Figures(visit.dialect())),
                row("GET", "/readyz", visit -> new Readiness(visit.dialect())));
        for (Row row : rows) {
            paths.computeIfAbsent(row.path(), _ -> new HashMap<>()).put(row.method(), row);
            if (!row.path().contains(MODEL)) {
                row.dialect().ifPresent(dialect -> roots.put(root(row.path()), dialect));
            }
        }
    }

    /** There is no store of responses: the streams that are kept are all that there is. */
    private static Endpoint response(Visit visit) {
        return visit.address().parameter("stream").filter("true"::equals).isPresent()
                ? new Remainder(visit.dialect(), visit.address().place().substring(RESPONSES.length()))
                : new Nowhere(visit.dialect());
    }

    private static Row row(String method, String path, Dialect dialect, Door door) {
        return new Row(method, path, Optional.of(dialect), door);
    }

    private static Row row(String method, String path, Door door) {
        return new Row(method, path, Optional.empty(), door);
    }

    List<Row> rows() {
        return rows;
    }

    /** Where a request leads; {@link Nowhere} and {@link NotAllowed} are answers too. */
    Endpoint find(String method, Address address, MultiMap headers) {
        String place = address.place();
        Map<String, Row> ways = paths.get(place);
        String model = "";
        if (ways == null && place.startsWith(KEYS) && place.endsWith(RESET) && place.length() > KEYS.length()
                + RESET.length()) {
            model = place.substring(KEYS.length(), place.length() - RESET.length());
            ways = paths.get(KEYS + "{key}" + RESET);
        } else if (ways == null) {
            model = model(place);
            int colon = model.lastIndexOf(':');
            ways = colon < 1 ? null : paths.get(MODELS + MODEL + model.substring(colon));
            if (ways != null) {
                model = model.substring(0, colon);
            } else if (place.startsWith(MODELS) && !model.isEmpty() && (colon < 0 || !method.equals("POST"))) {
                ways = paths.get(MODELS + MODEL); // the name of a model may have a colon of its own
            }
        }
        if (ways == null) {
            ways = named(place);
        }
        if (ways == null) {
            Dialect dialect = told(address, headers);
            return dialect.equals(dialects.gemini()) ? new Passage(dialect) : new Nowhere(dialect);
        }
        Row row = way(ways, method);
        if (row == null) {
            Optional<Dialect> dialect = ways.values().iterator().next().dialect();
            return new NotAllowed(dialect.orElseGet(() -> told(address, headers)), allowed(ways));
        }
        return row.door().open(new Visit(row.dialect().orElseGet(() -> told(address, headers)), model, address));
    }

    /** The ways to a thing that its folder's rows have by any name. */
    private @Nullable Map<String, Row> named(String place) {
        for (Map.Entry<String, String> folder : NAMED.entrySet()) {
            if (place.startsWith(folder.getKey()) && place.indexOf('/', folder.getKey().length()) < 0) {
                return paths.get(folder.getKey() + folder.getValue());
            }
        }
        return null;
    }

    /** A HEAD goes where a GET goes. */
    private static @Nullable Row way(Map<String, Row> ways, String method) {
        Row get = ways.get("GET");
        return method.equals("HEAD") && get != null && !FOLLOWED.contains(get.path()) ? get : ways.get(method);
    }

    private static SortedSet<String> allowed(Map<String, Row> ways) {
        var methods = new TreeSet<>(ways.keySet());
        methods.add("OPTIONS");
        if (way(ways, "HEAD") != null) {
            methods.add("HEAD");
        }
        return methods;
    }

    /** The dialect of somebody whose path alone does not tell it: the prefix does, else the headers. */
    private Dialect told(Address address, MultiMap headers) {
        Dialect root = GEMINI_ROOTS.contains(root(address.place()))
                ? dialects.gemini()
                : roots.get(root(address.place()));
        if (root != null) {
            return root;
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
        if (headers.contains("x-goog-api-key") || address.has("key") || address.has("pageSize")) {
            return dialects.gemini();
        }
        if (headers.contains("x-api-key") && !headers.contains("authorization")) {
            return dialects.anthropic();
        }
        return openAi(address);
    }

    /** Codex, which tells its version, wants the list of models in a shape of its own, and speaks nothing but responses. */
    private Dialect openAi(Address address) {
        return address.has("client_version") ? dialects.responses() : dialects.openAi();
    }

    private static String root(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(1, end < 0 ? path.length() : end);
    }

    /** The model in a path, with what may be called of it; empty if there is none. */
    private static String model(String place) {
        if (place.startsWith(MODELS)) {
            return place.contains(OPERATIONS) ? "" : place.substring(MODELS.length());
        }
        return place.startsWith(TUNED_MODELS) ? place.substring(1) : "";
    }
}
