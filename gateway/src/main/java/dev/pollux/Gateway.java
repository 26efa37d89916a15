package dev.pollux;

import dev.pollux.config.Configuration;
import dev.pollux.config.ConfigurationException;
import dev.pollux.config.Keys;
import dev.pollux.config.Problem;
import dev.pollux.config.Sources;
import dev.pollux.config.Watch;
import dev.pollux.dialect.Dialects;
import dev.pollux.http.FrontConfig;
import dev.pollux.http.Server;
import dev.pollux.http.Streams;
import dev.pollux.keys.KeyReport;
import dev.pollux.keys.StateFile;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.observe.DetailLog;
import dev.pollux.observe.ExchangeLog;
import dev.pollux.observe.Metrics;
import dev.pollux.room.Room;
import dev.pollux.secret.Chance;
import dev.pollux.vendor.Vendor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A running gateway: everything is made here and in {@link Setup}, by hand, and closed in the opposite order.
 *
 * <p>Its settings may be read again while it runs: then another setup takes the place of the one before, between two
 * requests.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    /** Time to tell clients that their exchange was ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Supplier<Configuration> settings;
    private final String host;
    private final Ground ground;
    private final Server server;
    private final Optional<StateFile> states;
    private final Optional<Server> figures;
    private final List<Watch> watches = new ArrayList<>();
    private final List<Thread> retirements = new ArrayList<>();
    private volatile Setup setup;

    private Gateway(Configuration config, Supplier<Configuration> settings, InstantSource clock, Vertx vertx) {
        this.settings = settings;
        this.host = Parts.host(config);
        // nobody guesses them: by the id of a response its kept stream is found again
        Supplier<String> ids = () -> Long.toString(Chance.number(), 36);
        var workload = Parts.workload(config);
        Room answers = Parts.answers(config);
        Optional<DetailLog> details = Parts.detail(config).map(DetailLog::new);
        this.ground = new Ground(vertx, clock,
                clock.instant(), Dialects.create(clock, ids), workload, answers, new Streams(),
                Parts.pins(config),
                Parts.gallery(config, clock), new ExchangeLog(), details,
                new Metrics(workload::size, () -> setup().keys(), () -> setup().hits(),
                        Map.of("requests", workload.bodies()::held, "answers", answers::held),
                        () -> details.map(DetailLog::lost).orElse(0L)),
                this::readAgain);
        this.setup = new Setup(config, ground, Optional.empty());
        this.states = config.get(Keys.KEYS_STATE_FILE).map(file -> new StateFile(file, () -> setup().pools()));
        states.ifPresent(file -> file.start(config.get(Keys.KEYS_STATE_INTERVAL)));
        FrontConfig front = Parts.front(config);
        this.server = Server.start(ground.vertx(), front,
                (request, loop) -> setup().front().handle(request, loop),
                ground.metrics()::lagged);
        this.figures = front.figures().map(place -> Server.start(ground.vertx(), front.at(place),
                (request, loop) -> setup().front().handleFigures(request, loop), _ -> {}));
        setup.begin();
    }

    /**
     * Makes a gateway whose settings stay as they are, and listens.
     *
     * @throws dev.pollux.http.ServerException if the address is taken
     * @throws dev.pollux.route.CatalogueException if the file of models cannot be read
     */
    public static Gateway start(Configuration config) {
        return start(config, InstantSource.system());
    }

    /** @param clock for all that people read, and for days and minutes of limits */
    public static Gateway start(Configuration config, InstantSource clock) {
        return new Gateway(config, () -> config, clock, vertx());
    }

    /** @param sources from which the settings were read, and are read again when their files change */
    public static Gateway start(Configuration config, Sources sources) {
        return start(config, sources, vertx());
    }

    /** The event loops of a gateway: they take as long as settings to be read, and need none. */
    public static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setDisableTCCL(true));
    }

    /** @param vertx made for this gateway, which closes it */
    public static Gateway start(Configuration config, Sources sources, Vertx vertx) {
        var gateway = new Gateway(config, () -> Configuration.read(sources), InstantSource.system(), vertx);
        Duration interval = config.get(Keys.RELOAD_WATCH);
        if (!interval.isZero()) {
            gateway.watches.add(Watch.start(sources, interval, gateway::tryReload));
        }
        return gateway;
    }

    static List<Vendor> vendors(Configuration config, Dialects dialects) {
        return Services.of(config).vendors(dialects, (name, keys) -> Parts.pool(config, name, keys, Optional.empty()));
    }

    /** The address for clients on this machine. */
    public static String address(Configuration config, int port) {
        String host = Parts.host(config);
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        return "http://" + (everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Reads the settings again and works by them from the next request on; logs what has changed, or what is wrong.
     *
     * @throws ConfigurationException with everything that is wrong, and nothing has changed
     * @throws dev.pollux.route.CatalogueException if the file of models cannot be read, and nothing has changed
     */
    public synchronized Change reload() {
        try {
            if (ground.workload().isStopping()) {
                throw new IllegalStateException("The gateway is shutting down.");
            }
            Configuration config = settings.get();
            refuseExposure(config);
            Setup before = setup;
            Change change = Change.between(before.config(), config);
            setup = new Setup(config, ground, Optional.of(before));
            before.end();
            setup.begin();
            retire(before.closeables().stream().filter(part -> !setup.closeables().contains(part)).toList());
            LOG.info("The settings were read again; changed: {}", words(change.settings()));
            if (!change.atNextStart().isEmpty()) {
                LOG.warn("These settings count only at the next start: {}", words(change.atNextStart()));
            }
            return change;
        } catch (RuntimeException e) {
            LOG.error("The settings stay as they are. {}", String.valueOf(e.getMessage()).strip());
            throw e;
        }
    }

    /** As {@link #reload}, for those who have only the log to be told by. */
    public void tryReload() {
        try {
            reload();
        } catch (RuntimeException _) {
            // the log has it
        }
    }

    private ObjectNode readAgain() {
        try {
            return reload().json();
        } catch (RuntimeException e) {
            throw new FailureException(Failure.of(Failure.Kind.INVALID, String.valueOf(e.getMessage()).strip())
                    .withCode("invalid_settings"));
        }
    }

    /** The address stays until the next start: settings that would open it to everybody are as bad as at the start. */
    private void refuseExposure(Configuration config) {
        if (config.exposes(host) && !setup.config().exposes(host)) {
            throw new ConfigurationException(List.of(new Problem(Keys.ACCESS_TOKEN.path(), Optional.empty(),
                    "no good client token, but others can reach " + host, "",
                    "either set one, or let everybody in with access.open: true, or start anew")));
        }
    }

    /** Closes what only exchanges use that have begun already, when they have ended. */
    private void retire(List<AutoCloseable> parts) {
        retirements.removeIf(thread -> !thread.isAlive());
        if (!parts.isEmpty()) {
            retirements.add(Thread.ofVirtual().name("retirement").start(() -> {
                try {
                    server.awaitTurn();
                    ground.workload().awaitThoseNow();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt(); // there is no time left
                }
                close(parts);
            }));
        }
    }

    private static void close(List<AutoCloseable> parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("Something could not be closed", e);
            }
        }
    }

    private static String words(List<String> keys) {
        return keys.isEmpty() ? "nothing" : String.join(", ", keys);
    }

    private Setup setup() {
        return setup;
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

    /** Bytes of large bodies of requests and answers in work. */
    public long largeBytes() {
        return ground.workload().bodies().held() + ground.answers().held();
    }

    public Load load() {
        return new Load(ground.workload().size(), setup.keys().stream().mapToInt(KeyReport::inWork).sum(),
                server.connections());
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** The port where figures are told, if they have one of their own. */
    public Optional<Integer> figuresPort() {
        return figures.map(Server::port);
    }

    /** Takes no more requests, lets the running ones end within the drain time, and gives everything back. */
    @Override
    public void close() {
        watches.forEach(Watch::close);
        ground.workload().stop();
        synchronized (this) { // one reading that is on its way, and none after it
            setup.end();
        }
        server.stopAccepting();
        figures.ifPresent(Server::stopAccepting);
        try {
            if (!ground.workload().awaitEnd(setup.config().get(Keys.SERVER_DRAIN))) {
                ground.workload().endAll();
                ground.workload().awaitEnd(LAST_WORDS);
            }
            for (Thread retirement : retirements) {
                retirement.interrupt();
                retirement.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        server.close();
        states.ifPresent(StateFile::close);
        figures.ifPresent(Server::close);
        close(setup.closeables());
        ground.gallery().close();
        ground.vertx().close().toCompletionStage().toCompletableFuture().join();
        ground.log().close();
        ground.details().ifPresent(DetailLog::close);
    }
}
