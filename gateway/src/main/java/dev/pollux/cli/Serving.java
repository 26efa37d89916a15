package dev.pollux.cli;

import dev.pollux.Gateway;
import dev.pollux.Parts;
import dev.pollux.config.Configuration;
import dev.pollux.config.Key;
import dev.pollux.config.Keys;
import dev.pollux.config.Sources;
import dev.pollux.observe.Logging;
import io.vertx.core.Vertx;
import org.slf4j.LoggerFactory;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What {@code pollux serve} does, for given options. */
final class Serving {
    static final String CONFIG = "--config";
    static final String PORT = "--port";
    static final String HOST = "--host";
    static final Set<String> OPTIONS = Set.of(CONFIG, PORT, HOST);
    private static final Map<String, Key<?>> SETTINGS = Map.of(PORT, Keys.SERVER_PORT, HOST, Keys.SERVER_HOST);

    private Serving() {}

    /** Serves until it is told to stop. */
    static int run(Map<String, String> options, PrintWriter out, PrintWriter err) throws InterruptedException {
        Sources sources = Sources.of(Path.of("").toAbsolutePath(), System.getenv());
        String file = options.get(CONFIG);
        if (file != null) {
            sources = sources.withFile(Path.of(file));
        }
        for (Map.Entry<String, Key<?>> setting : SETTINGS.entrySet()) {
            String value = options.get(setting.getKey());
            sources = value == null ? sources : sources.withOption(setting.getKey(), setting.getValue(), value);
        }
        Forever.until(start(sources, out, err));
        return Exit.OK;
    }

    /** Starts a gateway, and says where it is and what it lacks. */
    static Gateway start(Sources sources, PrintWriter out, PrintWriter err) {
        CompletableFuture<Vertx> vertx = beside(Gateway::vertx);
        Configuration configuration = read(sources, vertx);
        Gateway gateway = start(configuration, () -> Gateway.start(configuration, sources, vertx.join()));
        Signals.on("HUP", _ -> gateway.tryReload());
        if (configuration.staysOnLoopback()) {
            String why = configuration.get(Keys.ACCESS_TOKEN).isEmpty()
                    ? "There is no client token"
                    : "The client token is easily guessed";
            err.println(why + ", so only this machine is served: set AUTH_TOKEN to one of at least 8 characters,"
                    + " or access.open: true, to be reached at " + configuration.get(Keys.SERVER_HOST) + ".");
        }
        out.println("ready " + Gateway.address(configuration, gateway.port()));
        configuration.get(Keys.SERVER_PUBLIC_URL).ifPresent(address -> out.println("reached at " + address));
        return gateway;
    }

    /** Starts a gateway in a process that is there for it alone: with its log, and with a look at the heap now and then. */
    static Gateway start(Configuration configuration, Supplier<Gateway> starting) {
        Logging.configure(Parts.log(configuration));
        Gateway gateway = starting.get();
        HeapTrim.start(gateway, configuration);
        return gateway;
    }

    private static <T> CompletableFuture<T> beside(Supplier<T> work) {
        LoggerFactory.getILoggerFactory(); // is made by one thread only
        return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().start(task));
    }

    private static Configuration read(Sources sources, CompletableFuture<Vertx> vertx) {
        try {
            return Configuration.read(sources);
        } catch (RuntimeException e) {
            var _ = vertx.thenAccept(Vertx::close);
            throw e;
        }
    }
}
