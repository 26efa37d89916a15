package dev.pollux.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes the two documents that are made of the keys. */
final class ConfigurationDocument {
    private static final Map<String, String> TITLES = new LinkedHashMap<>();
    /** What stands in the example where a key has no default. */
    private static final Map<String, String> INSTANCES = Map.ofEntries(
            Map.entry("server.trusted-proxies", "10.0.0.0/8"),
            Map.entry("limits.all", "{requests-per-minute: 600, concurrency: 100}"),
            Map.entry("limits.per-address", "{requests-per-day: 1000}"),
            Map.entry("limits.per-caller", "{tokens-per-day: 1000000, streams: 5}"),
            Map.entry("access.token", "${AUTH_TOKEN}"),
            Map.entry("gemini.api-key", "${GEMINI_API_KEY}"),
            Map.entry("openai.api-key", "${OPENAI_API_KEY}"),
            Map.entry("anthropic.api-key", "${ANTHROPIC_API_KEY}"),
            Map.entry("server.public-url", "https://pollux.example"),
            Map.entry("upstream.https-proxy", "http://proxy.example.org:3128"),
            Map.entry("upstream.http-proxy", "http://proxy.example.org:3128"),
            Map.entry("upstream.all-proxy", "socks5://proxy.example.org:1080"),
            Map.entry("upstream.no-proxy", "[example.org, 10.0.0.0/8]"),
            Map.entry("upstream.ca-file", "authority.pem"),
            Map.entry("keys.projects", "{gemini/1: team-a, gemini/2: team-a}"),
            Map.entry("models.default", "gemini-2.5-flash"),
            Map.entry("keys.state-file", "keys.json"),
            Map.entry("metrics.port", "9464"),
            Map.entry("models.file", "models.json"),
            Map.entry("models.aliases", "{gpt-4o: gemini-2.5-pro}"),
            Map.entry("log.file", "pollux.log"),
            Map.entry("models.suffixes", "[search, thinking]"),
            Map.entry("media.s3-endpoint", "https://s3.example.org"),
            Map.entry("media.s3-bucket", "pictures"),
            Map.entry("media.s3-access-key-id", "an-id"),
            Map.entry("media.s3-secret-access-key", "${S3_SECRET_ACCESS_KEY}"),
            Map.entry("media.s3-domain", "https://pictures.example.org"),
            Map.entry("media.tencent-region", "ap-guangzhou"),
            Map.entry("media.tencent-bucket", "pictures-1250000000"),
            Map.entry("media.tencent-secret-id", "an-id"),
            Map.entry("media.tencent-secret-key", "${TENCENT_SECRET_KEY}"),
            Map.entry("media.tencent-domain", "https://pictures.example.org"),
            Map.entry("media.qiniu-bucket", "pictures"),
            Map.entry("media.qiniu-access-key", "an-id"),
            Map.entry("media.qiniu-secret-key", "${QINIU_SECRET_KEY}"),
            Map.entry("media.qiniu-domain", "https://pictures.example.org"));

    static {
        TITLES.put("server", "The side that clients see");
        TITLES.put("access", "Who may come in");
        TITLES.put("limits", "What may be used up");
        TITLES.put("gemini", "The Gemini API");
        TITLES.put("openai", "OpenAI, or a service that resembles it");
        TITLES.put("anthropic", "Anthropic");
        TITLES.put("upstream", "The way to the service behind");
        TITLES.put("keys", "Which key is used, and how long one rests");
        TITLES.put("retry", "What counts as a failure");
        TITLES.put("retry-budget", "How many calls more than requests there may be");
        TITLES.put("slow-down", "When a service asks for less");
        TITLES.put("passage", "What passes as it is to the Gemini API");
        TITLES.put("breaker", "When a service counts as down");
        TITLES.put("stream", "Streams");
        TITLES.put("models", "Models");
        TITLES.put("media", "Pictures that a request only points to, and those that models make");
        TITLES.put("translate", "Translation");
        TITLES.put("log", "The log");
        TITLES.put("metrics", "Figures");
        TITLES.put("reload", "When the settings change");
    }

    private ConfigurationDocument() {}

    static String page() {
        return """
                # Configuration

                Pollux runs without any configuration. What you set comes from five places; the earlier wins:

                1. the command line: `--port`, `--host`
                2. the environment
                3. `.env` in the working folder: `NAME=value` lines, `#` comments, `export` in front, quotes around
                4. the file: `--config FILE`, or the one that `POLLUX_CONFIG` names, or `pollux.yaml` in the working folder
                5. the default

                `./pollux check` prints every key with its value and where the value comes from, secrets masked. What is \
                wrong
                is printed all at once, each error with its key, what was found, what is allowed and, for a misspelt key, \
                the one
                that was meant; the exit code is 78 then. Every source is checked, also where a stronger one wins.

                The file is YAML (or JSON). `server.port: 9000` and `port: 9000` below `server:` mean the same. In its texts
                `${NAME}` stands for a variable, which must be set, and `${NAME:-fallback}` for a variable or else the \
                fallback;
                `$${` stands for the two characters themselves. A blank value counts as none. A file with all keys and \
                their
                defaults is [pollux.example.yaml](pollux.example.yaml).

                What changes in a file counts while the server runs: see [reload](reload.md).

                Durations are written `500ms`, `15s`, `2m`, `1h`, `1d`; sizes `64KiB`, `32MiB`, `1GiB`. Lists are lists in \
                the file
                and texts between commas in the environment.

                Without `access.token` the server listens on loopback only. On any other address it starts with a token of \
                at
                least 8 characters, or with `access.open: true`.
                """
                + sections().entrySet().stream().map(section -> table(section.getKey(), section.getValue()))
                        .collect(Collectors.joining())
                + """

                        ## Names of your own

                        Any number of services stand below `upstreams:`, each under a name of its own, and below `models:` any \
                        number of
                        routes: a model's name, or a pattern with `*`, and where it is asked. See [vendors](vendors.md) and \
                        [routes](routes.md). Below `callers:` stand those who may come in, below `model-limits:` what may be \
                        used up
                        of a model: see [callers and limits](limits.md).

                        | key | default | allowed | meaning |
                        |---|---|---|---|
                        """
                + Keys.templates().stream().map(ConfigurationDocument::row).collect(Collectors.joining());
    }

    private static String row(Template<?> template) {
        return "| `" + template.path() + "` | " + (template.fallback().isBlank() ? "none" : template.fallback()) + " | "
                + template.type().allowed() + " | " + template.meaning() + " |\n";
    }

    static String example() {
        return """
                # Every key with its default. Keep what you change and leave out the rest: copy it to pollux.yaml in the
                # working folder, or name it with --config. The environment wins over this file; see configuration.md.
                """
                + sections().entrySet().stream()
                        .map(section -> "\n# " + title(section.getKey()) + ".\n" + section.getKey() + ":\n"
                                + section.getValue().stream().map(ConfigurationDocument::lines)
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining())
                + """

                        # Services under names of your own; models: takes routes to them beside its keys. See vendors.md, routes.md.
                        # upstreams:
                        #   kimi:
                        #     vendor: moonshot
                        #     api-key: ${MOONSHOT_API_KEY}
                        #   local:
                        #     base-url: http://localhost:11434/v1
                        # models:
                        #   gpt-4o: kimi/kimi-k3
                        #   claude-*: [kimi/kimi-k3, local/qwen3]
                        """;
    }

    private static String title(String section) {
        return Objects.requireNonNull(TITLES.get(section), section);
    }

    private static Map<String, List<Key<?>>> sections() {
        return Keys.all().stream()
                .collect(Collectors.groupingBy(Key::section, LinkedHashMap::new, Collectors.toList()));
    }

    private static String table(String section, List<Key<?>> keys) {
        return "\n## " + title(section) + "\n\n| key | environment | default | allowed | meaning |\n"
                + "|---|---|---|---|---|\n"
                + keys.stream().map(ConfigurationDocument::row).collect(Collectors.joining());
    }

    private static String row(Key<?> key) {
        return "| `" + key.path() + "` | "
                + key.environment().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")) + " | "
                + (key.fallback().isBlank() ? "none" : "`" + key.fallback() + "`") + " | " + key.type().allowed()
                + " | " + key.meaning() + " |\n";
    }

    private static String lines(Key<?> key) {
        boolean isSign = !key.fallback().isBlank() && !Character.isLetterOrDigit(key.fallback().charAt(0));
        return "  # " + key.meaning() + "\n"
                + (key.fallback().isBlank()
                        ? "  # " + key.name() + ": " + INSTANCES.get(key.path())
                        : "  " + key.name() + ": " + (isSign ? "\"" + key.fallback() + "\"" : key.fallback()))
                + "\n";
    }
}
