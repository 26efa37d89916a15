package dev.pollux;

import dev.pollux.access.AccessConfig;
import dev.pollux.access.Gate;
import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.config.Sources;
import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Dialects;
import dev.pollux.exchange.Exchange;
import dev.pollux.exchange.ExchangeConfig;
import dev.pollux.http.Front;
import dev.pollux.http.Health;
import dev.pollux.http.Server;
import dev.pollux.keys.KeyPool;
import dev.pollux.media.RemoteMedia;
import dev.pollux.route.Catalogue;
import dev.pollux.route.Router;
import dev.pollux.sandbox.Sandbox;
import dev.pollux.secret.Secret;
import dev.pollux.upstream.Upstream;
import dev.pollux.vendor.Vendor;
import io.vertx.core.Vertx;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A gateway on a port of its own, and behind it the sandbox as a vendor of any dialect. */
public final class AnyVendor implements AutoCloseable {
    private final Sandbox sandbox = Sandbox.start("127.0.0.1", 0);
    private final Vertx vertx = Vertx.vertx();
    private final Upstream upstream;
    private final RemoteMedia media;
    private final Server server;

    /** @param dialect that the vendor speaks */
    public AnyVendor(Function<Dialects, Dialect> dialect) {
        Configuration config = Configuration.read(Sources.of(Path.of("/nowhere"), Map.of())
                .withOption("test", Keys.SERVER_PORT, "0")
                .withOption("test", Keys.GEMINI_API_KEY, "test-key"));
        InstantSource clock = InstantSource.system();
        var count = new AtomicLong();
        Dialects dialects = Dialects.create(clock, () -> "id" + count.incrementAndGet());
        Catalogue catalogue = Catalogue.load(Optional.empty(), new Catalogue.Options(false, false), clock);
        var gate = new Gate(new AccessConfig(List.of()));
        upstream = new Upstream(vertx, Parts.upstream(config));
        media = new RemoteMedia(vertx, Parts.media(config));
        var exchange = new Exchange(new Router(catalogue, vendor(dialect.apply(dialects))), media, upstream,
                new ExchangeConfig(false, Duration.ofSeconds(15)), _ -> {});
        var front = new Front(vertx, Parts.front(config), dialects, gate, catalogue,
                new Health("test", gate, catalogue, () -> true, clock), exchange);
        server = Server.start(vertx, Parts.front(config), front);
    }

    private Vendor vendor(Dialect dialect) {
        String key = "test-key";
        var keys = new KeyPool(List.of(Secret.of(key)));
        return switch (dialect.name()) {
            case "gemini" -> Vendor.gemini(dialect, sandbox.base(), keys);
            case "anthropic" -> new Vendor("anthropic", base(), dialect, new Vendor.Auth("x-api-key", ""), keys);
            default -> new Vendor("openai", base(), dialect, new Vendor.Auth("authorization", "Bearer "), keys);
        };
    }

    private URI base() {
        return URI.create(sandbox.base() + "/v1");
    }

    /** The address for clients. */
    public String address() {
        return "http://127.0.0.1:" + server.port();
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    @Override
    public void close() {
        server.close();
        media.close();
        upstream.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        sandbox.close();
    }
}
