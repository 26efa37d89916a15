package dev.pollux.config;

import dev.pollux.account.ServiceAccount;
import dev.pollux.network.Authorities;
import dev.pollux.secret.Secret;
import dev.pollux.vendor.VendorConfig;
import dev.pollux.vendor.VendorTable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rules that concern more than one key, or what is outside the configuration. */
final class Rules {
    /** What shows up in examples, and so in every list that attackers try first. */
    private static final Set<String> WELL_KNOWN = Set.of("sk-12345", "sk-123456", "12345678", "123456789",
            "1234567890", "password", "changeme", "change-me", "sk-change-me", "your-token", "your-auth-token",
            "your_output_api_key");
    private static final int SHORTEST_TOKEN = 8;

    /** One rule; it is asked only if all its keys have a value. */
    private record Rule(List<Key<?>> keys, Function<Configuration, Optional<Problem>> broken) {}

    private static final List<Rule> RULES = Stream.of(
            new Rule(List.of(Keys.SERVER_HOST, Keys.ACCESS_TOKEN, Keys.ACCESS_OPEN), Rules::publicWithoutToken),
            new Rule(List.of(Keys.SERVER_HOST, Keys.ACCESS_TOKEN), Rules::publicWithWeakToken),
            new Rule(List.of(Keys.METRICS_PORT, Keys.METRICS_HOST, Keys.ACCESS_TOKEN, Keys.ACCESS_OPEN),
                    Rules::publicFiguresWithoutToken),
            new Rule(List.of(Keys.MODELS_FILE), configuration -> missing(configuration, Keys.MODELS_FILE)),
            new Rule(List.of(Keys.UPSTREAM_CA_FILE), configuration -> uncertain(configuration, Keys.UPSTREAM_CA_FILE)),
            new Rule(List.of(Keys.LOG_FILE), configuration -> noFile(configuration.value(Keys.LOG_FILE),
                    configuration.get(Keys.LOG_FILE))),
            new Rule(List.of(Keys.LOG_DETAIL_FILE), configuration -> noFile(configuration.value(Keys.LOG_DETAIL_FILE),
                    Optional.of(configuration.get(Keys.LOG_DETAIL_FILE)))),
            needs("s3", List.of(Keys.S3_BUCKET, Keys.S3_ID, Keys.S3_SECRET)),
            needs("tencent", List.of(Keys.TENCENT_REGION, Keys.TENCENT_BUCKET, Keys.TENCENT_ID, Keys.TENCENT_SECRET)),
            needs("qiniu", List.of(Keys.QINIU_BUCKET, Keys.QINIU_ID, Keys.QINIU_SECRET, Keys.QINIU_DOMAIN)),
            notAbove(Keys.SERVER_LINE_LIMIT, Keys.SERVER_HEAD_LIMIT),
            notAbove(Keys.UPSTREAM_FRAME_LIMIT, Keys.UPSTREAM_ANSWER_LIMIT),
            notAbove(Keys.UPSTREAM_FIRST_BYTE_TIMEOUT, Keys.UPSTREAM_TOTAL_TIMEOUT),
            notAbove(Keys.UPSTREAM_IDLE_TIMEOUT, Keys.UPSTREAM_TOTAL_TIMEOUT),
            notAbove(Keys.KEYS_FIRST_REST, Keys.KEYS_LONGEST_REST),
            notAbove(Keys.UPSTREAM_PAUSE, Keys.UPSTREAM_LONGEST_PAUSE),
            notAbove(Keys.BREAKER_OPEN, Keys.BREAKER_LONGEST)).toList();

    private Rules() {}

    /** What is broken among the rules whose keys all have a value. */
    static List<Problem> broken(Configuration configuration, Set<String> paths) {
        List<Problem> problems = new ArrayList<>();
        for (Rule rule : RULES) {
            if (rule.keys().stream().map(Key::path).allMatch(paths::contains)) {
                rule.broken().apply(configuration).ifPresent(problems::add);
            }
        }
        configuration.names(Keys.UPSTREAMS_VENDOR).stream()
                .filter(name -> Stream.of(Keys.UPSTREAMS_VENDOR, Keys.UPSTREAMS_BASE_URL, Keys.UPSTREAMS_CREDENTIALS,
                        Keys.UPSTREAMS_PROJECT, Keys.UPSTREAMS_LOCATION)
                        .allMatch(template -> paths.contains(template.of(name).path())))
                .flatMap(name -> configuration.get(Keys.UPSTREAMS_CREDENTIALS.of(name)).isPresent()
                        ? unfitAccount(configuration, name).stream()
                        : withoutAddress(configuration, name).stream())
                .forEach(problems::add);
        configuration.names(Keys.UPSTREAMS_CA_FILE).stream().map(Keys.UPSTREAMS_CA_FILE::of)
                .filter(key -> paths.contains(key.path()))
                .flatMap(key -> uncertain(configuration, key).stream()).forEach(problems::add);
        problems.addAll(CallerRules.broken(configuration, paths));
        return problems;
    }

    private static Optional<Problem> withoutAddress(Configuration configuration, String name) {
        var described = new VendorConfig(name, configuration.get(Keys.UPSTREAMS_VENDOR.of(name)),
                configuration.get(Keys.UPSTREAMS_BASE_URL.of(name)), Optional.empty(), Optional.empty(), Map.of());
        return VendorTable.standard().base(described).isPresent()
                ? Optional.empty()
                : Optional.of(new Problem(Keys.UPSTREAMS_BASE_URL.of(name).path(), Optional.empty(), "no address",
                        Keys.UPSTREAMS_BASE_URL.type().allowed(), "or name a vendor: "
                                + Keys.UPSTREAMS_VENDOR.type().allowed()));
    }

    private static Optional<Problem> unfitAccount(Configuration configuration, String name) {
        Value<Optional<Path>> file = configuration.value(Keys.UPSTREAMS_CREDENTIALS.of(name));
        try {
            file.value().map(path -> ServiceAccount.of(path, InstantSource.system())).ifPresent(
                    account -> account.address(configuration.get(Keys.UPSTREAMS_BASE_URL.of(name)),
                            configuration.get(Keys.UPSTREAMS_PROJECT.of(name)),
                            configuration.get(Keys.UPSTREAMS_LOCATION.of(name))));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Problem.unfit(file.key(), file.source(), String.valueOf(e.getMessage())));
        }
    }

    /** Whether only this machine can reach an address; decided without asking a name server. */
    static boolean isLoopback(String host) {
        String plain = host.toLowerCase(Locale.ROOT);
        return plain.equals("localhost") || plain.matches("127(\\.\\d{1,3}){3}") || plain.equals("::1")
                || plain.equals("0:0:0:0:0:0:0:1");
    }

    /** Whether others than this machine would get in without a token, or with one that they guess. */
    static boolean isExposed(Configuration configuration, String host) {
        return !isLoopback(host)
                && (isOpenToOthers(configuration) || hasWeakToken(configuration));
    }

    private static boolean isOpenToOthers(Configuration configuration) {
        return configuration.get(Keys.ACCESS_TOKEN).isEmpty() && configuration.names(Keys.CALLERS_TOKEN).isEmpty()
                && !configuration.get(Keys.ACCESS_OPEN);
    }

    private static boolean hasWeakToken(Configuration configuration) {
        return configuration.get(Keys.ACCESS_TOKEN).stream().anyMatch(Rules::isWeak);
    }

    /** Whether the address is only what an older program did, and so no reason to refuse the start. */
    private static boolean isHabit(Source host) {
        return host instanceof Source.Usual
                || (host instanceof Source.File(String file, _) && file.endsWith(OlderFormat.FILE));
    }

    private static Optional<Problem> publicWithoutToken(Configuration configuration) {
        Value<String> host = configuration.value(Keys.SERVER_HOST);
        boolean safe = isLoopback(host.value()) || isHabit(host.source()) || !isOpenToOthers(configuration);
        return safe
                ? Optional.empty()
                : Optional.of(new Problem(host.key().path(), Optional.of(host.source()),
                        Found.quoted(host.value()) + ", which others can reach, but no client token",
                        "127.0.0.1, as long as there is no token",
                        "either set AUTH_TOKEN (access.token), or let everybody in with access.open: true"));
    }

    private static Optional<Problem> publicWithWeakToken(Configuration configuration) {
        Value<List<Secret>> tokens = configuration.value(Keys.ACCESS_TOKEN);
        Value<String> host = configuration.value(Keys.SERVER_HOST);
        boolean safe = isLoopback(host.value()) || isHabit(host.source()) || !hasWeakToken(configuration);
        return safe
                ? Optional.empty()
                : Optional.of(new Problem(tokens.key().path(), Optional.of(tokens.source()),
                        "a token that is easily guessed",
                        "tokens of at least " + SHORTEST_TOKEN + " characters that stand in no example",
                        "make one with: openssl rand -hex 24"));
    }

    private static Optional<Problem> publicFiguresWithoutToken(Configuration configuration) {
        Value<String> host = configuration.value(Keys.METRICS_HOST);
        return configuration.get(Keys.METRICS_PORT).isEmpty() || !isExposed(configuration, host.value())
                ? Optional.empty()
                : Optional.of(new Problem(host.key().path(), Optional.of(host.source()),
                        Found.quoted(host.value()) + ", which others can reach, but no good client token",
                        "127.0.0.1, as long as there is none",
                        "either set AUTH_TOKEN (access.token), or let everybody in with access.open: true"));
    }

    static boolean isWeak(Secret token) {
        return token.reveal().length() < SHORTEST_TOKEN
                || WELL_KNOWN.contains(token.reveal().toLowerCase(Locale.ROOT))
                || token.reveal().chars().distinct().count() < 3;
    }

    /** What is put aside is renamed: of a folder or a device nothing would be left in its place. */
    private static Optional<Problem> noFile(Value<?> value, Optional<Path> path) {
        return path.filter(there -> Files.exists(there) && !Files.isRegularFile(there))
                .map(there -> Problem.unfit(value.key(), value.source(), there + ", which is no regular file"));
    }

    private static Optional<Problem> missing(Configuration configuration, Key<Optional<Path>> key) {
        Value<Optional<Path>> file = configuration.value(key);
        return file.value()
                .filter(path -> !Files.isReadable(path) || Files.isDirectory(path))
                .map(path -> Problem.unfit(key, file.source(), "no readable file: " + path));
    }

    private static Optional<Problem> uncertain(Configuration configuration, Key<Optional<Path>> key) {
        Value<Optional<Path>> file = configuration.value(key);
        try {
            file.value().ifPresent(Authorities::in);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Problem.unfit(key, file.source(), String.valueOf(e.getMessage())));
        }
    }

    /** What a store of pictures cannot do without. */
    private static Rule needs(String store, List<Key<? extends Optional<?>>> settings) {
        List<Key<?>> keys = new ArrayList<>(settings);
        keys.add(Keys.MEDIA_STORE);
        return new Rule(keys, configuration -> settings.stream()
                .filter(_ -> configuration.get(Keys.MEDIA_STORE).equals(store))
                .filter(key -> configuration.get(key).isEmpty())
                .map(key -> new Problem(key.path(), Optional.of(configuration.value(Keys.MEDIA_STORE).source()),
                        "nothing", "a value, since " + Keys.MEDIA_STORE.path() + " is " + store,
                        "set " + key.environment().getFirst()))
                .findFirst());
    }

    private static <T extends Comparable<T>> Rule notAbove(Key<T> part, Key<T> whole) {
        return new Rule(List.of(part, whole), configuration -> {
            Value<T> value = configuration.value(part);
            Value<T> bound = configuration.value(whole);
            return value.value().compareTo(bound.value()) <= 0
                    ? Optional.empty()
                    : Optional.of(new Problem(part.path(), Optional.of(value.source()), value.shown(),
                            "at most " + whole.path() + ", which is " + bound.shown() + " (" + bound.source().text()
                                    + ")",
                            ""));
        });
    }
}
