package dev.pollux;

import dev.pollux.access.Gate;
import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.exchange.Exchange;
import dev.pollux.http.Figures;
import dev.pollux.http.Front;
import dev.pollux.http.Health;
import dev.pollux.http.OwnAnswers;
import dev.pollux.keys.KeyPool;
import dev.pollux.keys.KeyReport;
import dev.pollux.keys.KeyState;
import dev.pollux.keys.Time;
import dev.pollux.limits.Hit;
import dev.pollux.limits.Limits;
import dev.pollux.media.FetchConfig;
import dev.pollux.media.RemoteMedia;
import dev.pollux.observe.Metrics;
import dev.pollux.route.Catalogue;
import dev.pollux.route.ModelRefresh;
import dev.pollux.route.Router;
import dev.pollux.transcript.Transcript;
import dev.pollux.upstream.Upstream;
import dev.pollux.vendor.Vendor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All that is made of one reading of the settings: an exchange keeps to the one in which it began.
 *
 * <p>What is known of keys, targets and quotas, and every connection that the new settings would make in the same way,
 * goes on from the setup before.
 */
final class Setup {
    private final Configuration config;
    private final List<Vendor> vendors;
    private final Catalogue catalogue;
    private final Limits limits;
    private final Upstream upstream;
    private final FetchConfig fetch;
    private final RemoteMedia media;
    private final Front front;
    private final List<ModelRefresh> refresh = new ArrayList<>();

    /**
     * @param before the setup whose place this one takes
     * @throws dev.pollux.route.CatalogueException if the file of models cannot be read
     */
    Setup(Configuration config, Ground ground, Optional<Setup> before) {
        this.config = config;
        this.catalogue = Parts.catalogue(config, ground.clock());
        this.vendors = Services.of(config).vendors(ground.dialects(), (name, keys) -> Parts.pool(config, name, keys,
                before.flatMap(setup -> setup.pool(name))));
        before.ifPresent(setup -> catalogue.inherit(setup.catalogue, vendors.stream().map(Vendor::name).toList()));
        var router = new Router(catalogue, vendors, Parts.routes(config), () -> ThreadLocalRandom.current()
                .nextDouble());
        this.limits = before.map(setup -> setup.limits.with(Parts.usage(config)))
                .orElseGet(() -> new Limits(Parts.usage(config), ground.clock()));
        this.upstream = before.map(setup -> setup.upstream.with(ground.vertx(), Parts.upstream(config),
                Parts.retry(config)))
                .orElseGet(() -> new Upstream(ground.vertx(), Parts.upstream(config), Parts.retry(config),
                        ground.answers(), Time.SYSTEM, Time.RANDOM));
        this.fetch = Parts.media(config);
        this.media = before.filter(setup -> setup.fetch.equals(fetch)).map(setup -> setup.media)
                .orElseGet(() -> new RemoteMedia(ground.vertx(), fetch));
        this.front = front(config, ground, router);
    }

    private Front front(Configuration config, Ground ground, Router router) {
        var gate = new Gate(Parts.access(config), ground.clock());
        Metrics metrics = ground.metrics();
        var exchange = new Exchange(router, media, Parts.pictures(config, ground.gallery()), upstream, limits,
                ground.pins(), ground.workload().bodies(), ground.answers(), Parts.exchange(config),
                config.get(Keys.LOG_EXCHANGES) ? ground.log().andThen(metrics) : metrics);
        var health = new Health(Version.current(), gate, catalogue, this::canAnswer,
                ground.workload(), ground.clock(), ground.started());
        var own = new OwnAnswers(catalogue, new KeyDesk(vendors), ground.settings(),
                new TranslationDesk(ground.dialects(), catalogue),
                new Figures(Metrics.CONTENT_TYPE, metrics::text), health);
        return new Front(Parts.front(config), ground.dialects(), gate, exchange, ground.workload(), ground.streams(),
                own, ground.details().map(details -> details.transcripts(Parts.secrets(config)))
                        .orElse(_ -> Transcript.NONE));
    }

    /** Keeps the lists of models fresh from now on. */
    void begin() {
        Duration interval = config.get(Keys.MODELS_REFRESH);
        if (!interval.isZero()) {
            vendors.stream().filter(vendor -> vendor.hasKey() && vendor.terms().lists())
                    .forEach(vendor -> refresh.add(ModelRefresh.start(catalogue, vendor.name(),
                            () -> upstream.models().of(vendor), interval)));
        }
    }

    /** Another one takes its place; exchanges that began with it go on. */
    void end() {
        refresh.forEach(ModelRefresh::close);
    }

    Configuration config() {
        return config;
    }

    Front front() {
        return front;
    }

    List<KeyPool> pools() {
        return vendors.stream().map(Vendor::keys).toList();
    }

    /** Whether there is a key with which a vendor may answer just now; one whose time is over is worth a try. */
    private boolean canAnswer() {
        Instant now = Instant.now();
        return keys().stream().anyMatch(key -> switch (key.state()) {
            case KeyState.Ready _ -> true;
            case KeyState.Resting _ -> false;
            case KeyState.Dead dead -> !dead.probe().isAfter(now);
        });
    }

    /** How often each limit has refused a request. */
    Map<Hit, Long> hits() {
        return limits.hits();
    }

    List<KeyReport> keys() {
        return vendors.stream().flatMap(vendor -> vendor.keys().report().stream()).toList();
    }

    /** What is to be closed when no exchange uses it any more. */
    List<AutoCloseable> closeables() {
        return List.of(media, upstream.connections());
    }

    private Optional<KeyPool> pool(String vendor) {
        return vendors.stream().filter(one -> one.name().equals(vendor)).map(Vendor::keys).findFirst();
    }
}
