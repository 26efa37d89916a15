package dev.pollux;

import dev.pollux.access.AccessConfig;
import dev.pollux.access.Caller;
import dev.pollux.access.Member;
import dev.pollux.access.Quota;
import dev.pollux.address.Cidr;
import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.exchange.ExchangeConfig;
import dev.pollux.exchange.Pins;
import dev.pollux.http.Crossing;
import dev.pollux.http.FrontConfig;
import dev.pollux.http.Limits;
import dev.pollux.http.ResumeConfig;
import dev.pollux.http.Workload;
import dev.pollux.keys.Allowance;
import dev.pollux.keys.KeyConfig;
import dev.pollux.keys.KeyPool;
import dev.pollux.keys.KeysConfig;
import dev.pollux.keys.Selection;
import dev.pollux.keys.Time;
import dev.pollux.limits.LimitsConfig;
import dev.pollux.media.FetchConfig;
import dev.pollux.media.Gallery;
import dev.pollux.media.Pictures;
import dev.pollux.media.PicturesConfig;
import dev.pollux.model.Glob;
import dev.pollux.network.Network;
import dev.pollux.network.NoProxy;
import dev.pollux.network.Proxies;
import dev.pollux.network.Proxy;
import dev.pollux.observe.DetailConfig;
import dev.pollux.observe.LogConfig;
import dev.pollux.room.Room;
import dev.pollux.route.Catalogue;
import dev.pollux.route.RouteConfig;
import dev.pollux.secret.Secret;
import dev.pollux.upstream.RetryConfig;
import dev.pollux.upstream.RetryConfig.BreakerConfig;
import dev.pollux.upstream.UpstreamConfig;
import dev.pollux.vendor.Safety;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The part of a configuration that each package wants, in that package's own record. */
public final class Parts {

    private Parts() {}

    static FrontConfig front(Configuration config) {
        return new FrontConfig(host(config), config.get(Keys.SERVER_PORT),
                config.get(Keys.SERVER_EVENT_LOOPS), limits(config),
                config.get(Keys.SERVER_TRUSTED_PROXIES).stream().map(Cidr::of).toList(),
                config.get(Keys.SERVER_CORS_ORIGINS),
                new Crossing(config.get(Keys.PASSAGE_OPEN), config.get(Keys.PASSAGE_UPLOAD_LIMIT),
                        config.get(Keys.PASSAGE_UPLOAD_TIMEOUT), config.get(Keys.SERVER_PUBLIC_URL)),
                new ResumeConfig(config.get(Keys.STREAM_RESUME), config.get(Keys.STREAM_RESUME_ASKED),
                        config.get(Keys.STREAM_RESUME_LIMIT), config.get(Keys.STREAM_RESUME_STREAMS)),
                config.get(Keys.METRICS_PORT).map(port -> new FrontConfig.FiguresPort(config.get(Keys.METRICS_HOST),
                        port, Configuration.isLoopback(config.get(Keys.METRICS_HOST)))));
    }

    static ExchangeConfig exchange(Configuration config) {
        return new ExchangeConfig(config.get(Keys.TRANSLATE_STRICT), config.get(Keys.STREAM_HEARTBEAT),
                config.get(Keys.STREAM_RECOVER).equals("continue") ? config.get(Keys.STREAM_RECOVERIES) : 0);
    }

    static Pins pins(Configuration config) {
        return new Pins(config.get(Keys.PASSAGE_PINS), config.get(Keys.PASSAGE_PIN_TIME));
    }

    /** There is always room for one body. */
    static Workload workload(Configuration config) {
        return new Workload(config.get(Keys.SERVER_REQUESTS),
                Math.max(config.get(Keys.SERVER_BODIES_LIMIT), config.get(Keys.SERVER_BODY_LIMIT)));
    }

    /** Where large answers are counted: one at least may be as long as any may be. */
    static Room answers(Configuration config) {
        return new Room("answers",
                Math.max(config.get(Keys.SERVER_ANSWERS_LIMIT), config.get(Keys.UPSTREAM_ANSWER_LIMIT)));
    }

    static Limits limits(Configuration config) {
        return new Limits(config.get(Keys.SERVER_CONNECTIONS), config.get(Keys.SERVER_CONNECTIONS_PER_ADDRESS),
                config.get(Keys.SERVER_REQUESTS), bytes(config.get(Keys.SERVER_LINE_LIMIT)),
                bytes(config.get(Keys.SERVER_HEAD_LIMIT)), config.get(Keys.SERVER_HEAD_FIELDS),
                bytes(config.get(Keys.SERVER_BODY_LIMIT)), bytes(config.get(Keys.SERVER_BODY_RATE)),
                config.get(Keys.SERVER_HEAD_TIMEOUT), config.get(Keys.SERVER_BODY_TIMEOUT),
                config.get(Keys.SERVER_KEEP_ALIVE), config.get(Keys.SERVER_WRITE_STALL),
                config.get(Keys.SERVER_LINGER), config.get(Keys.SERVER_LINGER_LIMIT));
    }

    /** Those who are let in: by the tokens of all, each a caller by its number, and by tokens of their own. */
    static AccessConfig access(Configuration config) {
        var members = new ArrayList<Member>();
        List<Secret> tokens = config.get(Keys.ACCESS_TOKEN);
        for (int number = 1; number <= tokens.size(); number++) {
            members.add(new Member(new Caller("token-" + number), List.of(tokens.get(number - 1).digest()),
                    Optional.empty()));
        }
        for (String name : config.names(Keys.CALLERS_TOKEN)) {
            List<Glob> models = config.get(Keys.CALLERS_MODELS.of(name)).stream().map(Glob::new).toList();
            members.add(new Member(new Caller(name, models, config.get(Keys.CALLERS_LIMITS.of(name))),
                    config.get(Keys.CALLERS_TOKEN.of(name)).stream().map(Secret::digest).toList(),
                    config.get(Keys.CALLERS_LAST_DAY.of(name))));
        }
        return new AccessConfig(members, config.get(Keys.LIMITS_TIME_ZONE));
    }

    static LimitsConfig usage(Configuration config) {
        var models = new LinkedHashMap<Glob, Quota>();
        config.names(Keys.MODEL_LIMITS)
                .forEach(name -> models.put(new Glob(name), config.get(Keys.MODEL_LIMITS.of(name))));
        return new LimitsConfig(config.get(Keys.LIMITS_ALL), config.get(Keys.LIMITS_PER_ADDRESS),
                config.get(Keys.LIMITS_PER_CALLER), models, config.get(Keys.LIMITS_TIME_ZONE),
                config.get(Keys.LIMITS_ADDRESSES), config.get(Keys.LIMITS_WAIT));
    }

    static UpstreamConfig upstream(Configuration config) {
        var connections = new UpstreamConfig.Connections(config.get(Keys.UPSTREAM_CONNECT_TIMEOUT),
                config.get(Keys.UPSTREAM_TLS_TIMEOUT), config.get(Keys.UPSTREAM_CONNECTIONS),
                config.get(Keys.UPSTREAM_WAITING), config.get(Keys.UPSTREAM_HTTP2), config.get(Keys.UPSTREAM_STREAMS),
                config.get(Keys.UPSTREAM_KEEP_ALIVE), config.get(Keys.UPSTREAM_CONNECTION_LIFETIME),
                config.get(Keys.UPSTREAM_ACKNOWLEDGE_TIMEOUT));
        return new UpstreamConfig(connections, network(config), config.get(Keys.UPSTREAM_FIRST_BYTE_TIMEOUT),
                config.get(Keys.UPSTREAM_IDLE_TIMEOUT), config.get(Keys.STREAM_PREAMBLE),
                config.get(Keys.UPSTREAM_TOTAL_TIMEOUT),
                bytes(config.get(Keys.UPSTREAM_QUEUE_LIMIT)), bytes(config.get(Keys.UPSTREAM_FRAME_LIMIT)),
                bytes(config.get(Keys.UPSTREAM_ANSWER_LIMIT)), config.get(Keys.RETRY_EMPTY_ANSWERS));
    }

    static Network network(Configuration config) {
        var own = new HashMap<String, Network.Own>();
        for (String name : config.names(Keys.UPSTREAMS_PROXY)) {
            own.put(name, new Network.Own(config.get(Keys.UPSTREAMS_PROXY.of(name)),
                    config.get(Keys.UPSTREAMS_CA_FILE.of(name))));
        }
        var usual = new Proxies(config.get(Keys.UPSTREAM_HTTPS_PROXY), config.get(Keys.UPSTREAM_HTTP_PROXY),
                config.get(Keys.UPSTREAM_ALL_PROXY), new NoProxy(config.get(Keys.UPSTREAM_NO_PROXY)));
        return new Network(usual, config.get(Keys.UPSTREAM_CA_FILE), own);
    }

    static Catalogue catalogue(Configuration config, InstantSource clock) {
        return Catalogue.load(config.get(Keys.MODELS_FILE), new Catalogue.Options(config.get(Keys.MODELS_STRICT),
                config.get(Keys.MODELS_SUCCESSORS)), clock);
    }

    static RouteConfig routes(Configuration config) {
        var routes = new LinkedHashMap<String, List<String>>();
        for (String name : config.names(Keys.MODELS_ROUTE)) {
            List<String> targets = config.get(Keys.MODELS_ROUTE.of(name));
            if (!targets.isEmpty()) {
                routes.put(name, targets);
            }
        }
        return new RouteConfig(routes, config.get(Keys.MODELS_ALIASES), config.get(Keys.MODELS_DEFAULT),
                Set.copyOf(config.get(Keys.MODELS_SUFFIXES)));
    }

    static Map<Glob, Safety> safety(Configuration config) {
        var safety = new HashMap<Glob, Safety>();
        config.names(Keys.SAFETY).forEach(name -> safety.put(new Glob(name), config.get(Keys.SAFETY.of(name))));
        return safety;
    }

    static KeysConfig keys(Configuration config) {
        return new KeysConfig(Selection.of(config.get(Keys.KEYS_SELECTION)),
                new KeysConfig.Crowd(config.get(Keys.KEYS_CROWD_SHARE), config.get(Keys.KEYS_CROWD_FEW)),
                new Allowance(config.get(Keys.KEYS_REQUESTS_PER_MINUTE), config.get(Keys.KEYS_REQUESTS_PER_DAY),
                        config.get(Keys.KEYS_TOKENS_PER_MINUTE), config.get(Keys.KEYS_CONCURRENCY)),
                config.get(Keys.KEYS_FIRST_REST), config.get(Keys.KEYS_LONGEST_REST),
                config.get(Keys.KEYS_MINUTE_REST), config.get(Keys.KEYS_MONEY_REST),
                config.get(Keys.KEYS_NO_QUOTA_REST), config.get(Keys.KEYS_REFUSED_REST),
                config.get(Keys.KEYS_REST_SPREAD), config.get(Keys.KEYS_DAY_SPREAD), config.get(Keys.KEYS_PROBE));
    }

    /**
     * The keys of one service; each has the project that the settings name for its number.
     *
     * @param before the pool whose place it takes
     */
    public static KeyPool pool(Configuration config, String upstream, List<KeyConfig> keys, Optional<KeyPool> before) {
        Map<String, String> named = config.get(Keys.KEYS_PROJECTS);
        var projects = new HashMap<Integer, String>();
        for (int number = 1; number <= keys.size(); number++) {
            String project = named.get(upstream + "/" + number);
            if (project != null) {
                projects.put(number, project);
            }
        }
        return new KeyPool(upstream, keys, projects, keys(config), Time.SYSTEM, Time.RANDOM, before);
    }

    static RetryConfig retry(Configuration config) {
        return new RetryConfig(config.get(Keys.UPSTREAM_ATTEMPTS), config.get(Keys.UPSTREAM_HOPS),
                config.get(Keys.UPSTREAM_RETRY_TIME), config.get(Keys.UPSTREAM_PAUSE),
                config.get(Keys.UPSTREAM_LONGEST_PAUSE), config.get(Keys.UPSTREAM_PAUSE_SPREAD),
                config.get(Keys.UPSTREAM_PATIENCE),
                new BreakerConfig(config.get(Keys.BREAKER_RESULTS), config.get(Keys.BREAKER_PERCENT),
                        config.get(Keys.BREAKER_WINDOW), config.get(Keys.BREAKER_OPEN),
                        config.get(Keys.BREAKER_LONGEST), config.get(Keys.BREAKER_SPREAD),
                        config.get(Keys.BREAKER_PANIC)),
                new RetryConfig.Budget(config.get(Keys.RETRY_BUDGET_TOKENS), config.get(Keys.RETRY_BUDGET_RETRY),
                        config.get(Keys.RETRY_BUDGET_TIMEOUT), config.get(Keys.RETRY_BUDGET_HOP),
                        config.get(Keys.RETRY_BUDGET_AT_ONCE)),
                hedge(config),
                new RetryConfig.SlowDown(config.get(Keys.SLOW_DOWN_SHARE), config.get(Keys.SLOW_DOWN_GROWTH),
                        config.get(Keys.SLOW_DOWN_WAIT)));
    }

    private static RetryConfig.Hedge hedge(Configuration config) {
        var own = new HashMap<String, Duration>();
        for (String name : config.names(Keys.UPSTREAMS_HEDGE_AFTER)) {
            config.get(Keys.UPSTREAMS_HEDGE_AFTER.of(name)).ifPresent(after -> own.put(name, after));
        }
        return new RetryConfig.Hedge(config.get(Keys.UPSTREAM_HEDGE_AFTER), own);
    }

    static FetchConfig media(Configuration config) {
        FetchConfig usual = FetchConfig.DEFAULT;
        String fetch = config.get(Keys.MEDIA_FETCH);
        long limit = config.get(Keys.MEDIA_FETCH_LIMIT);
        return new FetchConfig(!fetch.equals("off"), fetch.equals("always"), limit,
                Math.max(limit, usual.maxTotalBytes()),
                config.get(Keys.MEDIA_FETCH_TIMEOUT), config.get(Keys.MEDIA_FETCH_REDIRECTS), usual.links(),
                usual.atOnce(), usual.contentTypes(), usual.ports());
    }

    static Pictures pictures(Configuration config, Gallery gallery) {
        return new Pictures(new PicturesConfig(switch (config.get(Keys.MEDIA_CHAT)) {
            case "data-url" -> PicturesConfig.Chat.DATA_URL;
            case "native" -> PicturesConfig.Chat.NATIVE;
            default -> PicturesConfig.Chat.LINK;
        }, config.get(Keys.SERVER_PUBLIC_URL).map(uri -> uri.toString().replaceAll("/+$", "")),
                config.get(Keys.MEDIA_HISTORY).equals("all") ? PicturesConfig.Submit.ALL : PicturesConfig.Submit.LAST,
                config.get(Keys.MEDIA_HISTORY_FETCH), config.get(Keys.MEDIA_HISTORY_LIMIT)), gallery);
    }

    static Gallery gallery(Configuration config, InstantSource clock) {
        return new Gallery(Stores.of(config, clock), config.get(Keys.MEDIA_PICTURE_LIMIT));
    }

    public static LogConfig log(Configuration config) {
        return new LogConfig(config.get(Keys.LOG_LEVEL), config.get(Keys.LOG_FORMAT).equals("json"),
                config.get(Keys.LOG_FILE), config.get(Keys.LOG_FILE_SIZE), config.get(Keys.LOG_FILES));
    }

    static Optional<DetailConfig> detail(Configuration config) {
        return config.get(Keys.LOG_DETAIL)
                ? Optional.of(new DetailConfig(config.get(Keys.LOG_DETAIL_FILE),
                        bytes(config.get(Keys.LOG_DETAIL_LIMIT)), config.get(Keys.LOG_FILE_SIZE),
                        config.get(Keys.LOG_FILES)))
                : Optional.empty();
    }

    /** Everything in the settings that must be shown nowhere. */
    static List<Secret> secrets(Configuration config) {
        return config.values().stream().flatMap(value -> secrets(value.value())).distinct().toList();
    }

    private static Stream<Secret> secrets(@Nullable Object value) {
        return switch (value) {
            case Secret secret -> Stream.of(secret);
            case KeyConfig key -> Stream.of(key.secret());
            case Proxy proxy -> proxy.login().flatMap(Proxy.Login::password).stream();
            case Optional<?> some -> some.stream().flatMap(Parts::secrets);
            case Collection<?> many -> many.stream().flatMap(Parts::secrets);
            case null, default -> Stream.empty();
        };
    }

    /** A size that is an array's length somewhere; the keys allow none that is too long for one. */
    private static int bytes(long size) {
        return Math.toIntExact(size);
    }

    /** The address to listen on. */
    static String host(Configuration config) {
        return config.staysOnLoopback() ? "127.0.0.1" : config.get(Keys.SERVER_HOST);
    }
}
