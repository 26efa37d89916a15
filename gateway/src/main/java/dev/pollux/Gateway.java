package dev.pollux;

import dev.pollux.access.Gate;
import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.dialect.Dialects;
import dev.pollux.exchange.Exchange;
import dev.pollux.http.Figures;
import dev.pollux.http.Front;
import dev.pollux.http.Health;
import dev.pollux.http.Server;
import dev.pollux.http.Workload;
import dev.pollux.keys.KeyReport;
import dev.pollux.keys.Time;
import dev.pollux.limits.Limits;
import dev.pollux.media.Pictures;
import dev.pollux.media.RemoteMedia;
import dev.pollux.observe.ExchangeLog;
import dev.pollux.observe.Metrics;
import dev.pollux.route.Catalogue;
import dev.pollux.route.ModelRefresh;
import dev.pollux.route.Router;
import dev.pollux.upstream.Upstream;
import dev.pollux.vendor.Vendor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** A running gateway: everything is made here, by hand, from one configuration, and closed in the opposite order. */
public final class Gateway implements AutoCloseable {
    /** Time to tell clients that their exchange was ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final List<Vendor> vendors;
    private final RemoteMedia media;
    private final Pictures pictures;
    private final Upstream upstream;
    private final List<ModelRefresh> refresh;
    private final Server server;
    private final Workload workload;
    private final ExchangeLog log;
    private final Duration drain;

    private Gateway(Vertx vertx, List<Vendor> vendors, RemoteMedia media, Pictures pictures, Upstream upstream,
            List<ModelRefresh> refresh,
            Server server, Workload workload, ExchangeLog log, Duration drain) {
        this.vertx = vertx;
        this.vendors = vendors;
        this.media = media;
        this.pictures = pictures;
        this.upstream = upstream;
        this.refresh = refresh;
        this.server = server;
        this.workload = workload;
        this.log = log;
        this.drain = drain;
    }

    /**
     * Makes a gateway and listens.
     *
     * @throws dev.pollux.http.ServerException if the address is taken
     * @throws dev.pollux.route.CatalogueException if the file of models cannot be read
     */
    public static Gateway start(Configuration config) {
        return start(config, InstantSource.system());
    }

    /** @param clock for all that people read, and for days and minutes of limits */
    public static Gateway start(Configuration config, InstantSource clock) {
        Supplier<String> ids = () -> Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
        Dialects dialects = Dialects.create(clock, ids);

        Catalogue catalogue = Parts.catalogue(config, clock);
        List<Vendor> vendors = vendors(config, dialects);
        var gate = new Gate(Parts.access(config), clock);

        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        var upstream = new Upstream(vertx, Parts.upstream(config), Parts.retry(config), Time.SYSTEM,
                Time.RANDOM);
        var media = new RemoteMedia(vertx, Parts.media(config));
        var pictures = Parts.pictures(config, clock);
        var log = new ExchangeLog();
        var workload = new Workload(config.get(Keys.SERVER_REQUESTS));
        Supplier<List<KeyReport>> keys = () -> vendors.stream().flatMap(one -> one.keys().report().stream()).toList();
        var metrics = new Metrics(workload::size, keys);
        var exchange = new Exchange(
                new Router(catalogue, vendors, Parts.routes(config), () -> ThreadLocalRandom.current().nextDouble()),
                media, pictures, upstream, new Limits(Parts.usage(config), clock), Parts.exchange(config),
                config.get(Keys.LOG_EXCHANGES) ? log.andThen(metrics) : metrics);
        var front = new Front(vertx, Parts.front(config), dialects, gate, catalogue,
                new Health(Version.current(), gate, catalogue, () -> vendors.stream().anyMatch(Vendor::hasKey),
                        workload,
                        clock),
                exchange, workload, new KeyDesk(vendors), new Figures(Metrics.CONTENT_TYPE, metrics::text));
        Server server = Server.start(vertx, Parts.front(config), front);
        Duration interval = config.get(Keys.MODELS_REFRESH);
        List<ModelRefresh> refresh = interval.isZero()
                ? List.of()
                : vendors.stream()
                        .filter(vendor -> vendor.hasKey() && vendor.terms().lists())
                        .map(vendor -> ModelRefresh.start(catalogue, vendor.name(), () -> upstream.models(vendor),
                                interval))
                        .toList();
        return new Gateway(vertx, vendors, media, pictures, upstream, refresh, server, workload, log,
                config.get(Keys.SERVER_DRAIN));
    }

    static List<Vendor> vendors(Configuration config, Dialects dialects) {
        return Services.of(config).vendors(dialects, (name, keys) -> Parts.pool(config, name, keys));
    }

    /** The address for clients on this machine. */
    public static String address(Configuration config, int port) {
        String host = Parts.host(config);
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        return "http://" + (everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * What is in use at one moment.
     *
     * @param exchanges in work
     * @param leases of keys
     * @param connections of clients
     */
    public record Load(int exchanges, int leases, int connections) {
        public static final Load NONE = new Load(0, 0, 0);
    }

    public Load load() {
        int leases = vendors.stream().flatMap(vendor -> vendor.keys().report().stream()).mapToInt(KeyReport::inWork)
                .sum();
        return new Load(workload.size(), leases, server.connections());
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Takes no more requests, lets the running ones end within the drain time, and gives everything back. */
    @Override
    public void close() {
        refresh.forEach(ModelRefresh::close);
        workload.stop();
        server.stopAccepting();
        try {
            if (!workload.awaitEnd(drain)) {
                workload.endAll();
                workload.awaitEnd(LAST_WORDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        server.close();
        media.close();
        pictures.close();
        upstream.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        log.close();
    }
}
