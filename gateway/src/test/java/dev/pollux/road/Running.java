package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Change;
import dev.pollux.Gateway;
import dev.pollux.config.Configuration;
import dev.pollux.config.Key;
import dev.pollux.config.Keys;
import dev.pollux.config.Sources;
import dev.pollux.sandbox.Recorded;
import dev.pollux.sandbox.Sandbox;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway on a port of its own, and behind it a sandbox or another address. */
final class Running implements AutoCloseable {
    private final Optional<Sandbox> sandbox;
    private final Gateway gateway;
    private final Tap tap;
    private final List<Setting> settings;

    private Running(Optional<Sandbox> sandbox, Gateway gateway, Setting... settings) {
        this.sandbox = sandbox;
        this.gateway = gateway;
        this.tap = Tap.before(gateway.port());
        this.settings = List.of(settings);
    }

    /** One setting, as a user writes it. */
    record Setting(Key<?> key, String text) {}

    static Setting with(Key<?> key, String text) {
        return new Setting(key, text);
    }

    static Running start(Setting... settings) {
        Sandbox sandbox = Sandbox.start("127.0.0.1", 0);
        return new Running(Optional.of(sandbox), Gateway.start(configuration(sandbox.base(), settings)), settings);
    }

    /** With a file of settings. */
    static Running start(String yaml, Setting... settings) {
        return start(InstantSource.system(), yaml, settings);
    }

    /** With a clock for limits and expiry. */
    static Running start(InstantSource clock, String yaml, Setting... settings) {
        Sandbox sandbox = Sandbox.start("127.0.0.1", 0);
        try {
            Path file = Files.createTempFile("pollux", ".yaml");
            Files.writeString(file, yaml);
            Configuration configuration = Configuration.read(sources(sandbox.base(), settings).withFile(file));
            Files.delete(file);
            return new Running(Optional.of(sandbox), Gateway.start(configuration, clock), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the variables of an older program and nothing else, but for the port and the vendor's address. */
    static Running moved(Map<String, String> environment) {
        Sandbox sandbox = Sandbox.start("127.0.0.1", 0);
        environment.forEach((name, text) -> List.of(text.split(",")).forEach(Canaries::secret));
        return new Running(Optional.of(sandbox), Gateway.start(Configuration.read(
                Sources.of(Path.of("/nowhere"), environment).withOption("test", Keys.SERVER_PORT, "0")
                        .withOption("test", Keys.SERVER_HOST, "127.0.0.1")
                        .withOption("test", Keys.GEMINI_BASE_URL, sandbox.base().toString())
                        .withOption("test", Keys.MODELS_REFRESH, "0s"))));
    }

    static Running before(ScriptedVendor vendor, Setting... settings) {
        return before(vendor.base(), settings);
    }

    static Running before(URI vendor, Setting... settings) {
        return new Running(Optional.empty(), Gateway.start(configuration(vendor, settings)), settings);
    }

    /** On event loops that the test has in its hands. */
    static Running on(Vertx vertx, ScriptedVendor vendor, Setting... settings) {
        Sources sources = sources(vendor.base(), settings);
        return new Running(Optional.empty(), Gateway.start(Configuration.read(sources), sources, vertx), settings);
    }

    /** One with the settings of a file. */
    static Running configured(String yaml) throws IOException {
        Path file = Files.createTempFile("pollux", ".yaml");
        try {
            Files.writeString(file, yaml);
            return new Running(Optional.empty(), Gateway.start(Configuration.read(Sources.of(Path.of("/nowhere"),
                    Map.of()).withFile(file).withOption("test", Keys.SERVER_PORT, "0"))));
        } finally {
            Files.delete(file);
        }
    }

    /** One that reads its settings from a file, and again when that changes. */
    static Running reading(Path file) {
        Sources sources = Sources.of(file.resolveSibling("."), Map.of()).withFile(file)
                .withOption("test", Keys.SERVER_PORT, "0");
        return new Running(Optional.empty(), Gateway.start(Configuration.read(sources), sources));
    }

    private static Configuration configuration(URI vendor, Setting... settings) {
        return Configuration.read(sources(vendor, settings));
    }

    private static Sources sources(URI vendor, Setting... settings) {
        Sources sources = Sources.of(Path.of("/nowhere"), Map.of())
                .withOption("test", Keys.SERVER_PORT, "0")
                .withOption("test", Keys.GEMINI_BASE_URL, vendor.toString());
        if (List.of(settings).stream().noneMatch(setting -> setting.key().equals(Keys.GEMINI_API_KEY))) {
            sources = sources.withOption("test", Keys.GEMINI_API_KEY, "test-key");
        }
        if (List.of(settings).stream().noneMatch(setting -> setting.key().equals(Keys.MODELS_REFRESH))) {
            sources = sources.withOption("test", Keys.MODELS_REFRESH, "0s");
        }
        for (Setting setting : settings) {
            sources = sources.withOption("test", setting.key(), setting.text());
            if (setting.key().type().secret()) {
                List.of(setting.text().split(",")).forEach(Canaries::secret);
            }
        }
        return sources;
    }

    Change reload() {
        return gateway.reload();
    }

    int port() {
        return gateway.port();
    }

    /** The port where figures are told, where they have one of their own. */
    int figuresPort() {
        return gateway.figuresPort().orElseThrow();
    }

    /** The address for clients whose sockets we do not see. */
    String base() {
        return tap.address();
    }

    RawClient client() {
        return RawClient.connect(port());
    }

    /** One exchange on a connection of its own. */
    RawAnswer post(String path, String body, String... headers) {
        try (RawClient client = client()) {
            return client.post(path, body, headers).answer();
        }
    }

    /** One exchange without a body on a connection of its own. */
    RawAnswer send(String method, String path, String... headers) {
        try (RawClient client = client()) {
            return client.send(method, path, headers).answer();
        }
    }

    /** Whether there is room for one more connection. */
    boolean isServing() {
        try (RawClient client = client()) {
            return client.send("GET", "/health").readToClose(1) > 0;
        } catch (UncheckedIOException _) {
            return false; // closed while we spoke
        }
    }

    RawAnswer chat(String body, String... headers) {
        return post("/v1/chat/completions", body, headers);
    }

    /** Whether everything has been given back. */
    boolean isAtRest() {
        return gateway.load().equals(Gateway.Load.NONE);
    }

    /** What the sandbox received. */
    List<Recorded> recorded() {
        return sandbox.orElseThrow().recorded();
    }

    /** The sandbox forgets what it received. */
    void forget() {
        sandbox.orElseThrow().forget();
    }

    URI vendor() {
        return sandbox.orElseThrow().base();
    }

    /** Whatever a test has done to it, everything must have been given back. */
    @Override
    public void close() {
        hearFigures();
        gateway.close();
        tap.close();
        assertThat(gateway.load()).as("exchanges, leases and connections").isEqualTo(Gateway.Load.NONE);
        sandbox.ifPresent(Sandbox::close);
        setting(Keys.LOG_DETAIL_FILE).map(Path::of).filter(Files::exists).ifPresent(Running::hear);
    }

    /** What the figures show in the end, if there is still a place for whoever asks. */
    private void hearFigures() {
        String token = setting(Keys.ACCESS_TOKEN).map(tokens -> tokens.split(",", 2)[0]).orElse("");
        try {
            send("GET", "/metrics", "x-api-key: " + token);
        } catch (UncheckedIOException _) {
            // it has closed already, or serves nobody more
        }
    }

    private static void hear(Path file) {
        try {
            Canaries.heard("the detailed log", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> setting(Key<?> key) {
        return settings.stream().filter(setting -> setting.key().equals(key)).map(Setting::text).findFirst();
    }
}
