package dev.pollux;

import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.config.Sources;
import dev.pollux.road.Canaries;
import dev.pollux.road.Tap;
import dev.pollux.sandbox.Sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A gateway on a port of its own, and behind it the sandbox as a vendor of any dialect, for every model. */
public final class AnyVendor implements AutoCloseable {
    private final Sandbox sandbox = Sandbox.start("127.0.0.1", 0);
    private final Gateway gateway;
    private final Tap tap;

    /** @param dialect that the vendor speaks: {@code openai}, {@code responses}, {@code gemini}, {@code anthropic} */
    public AnyVendor(String dialect) {
        this(vendor(dialect), dialect);
    }

    /** @param vendor by whose rules it speaks */
    public AnyVendor(String vendor, String dialect) {
        Canaries.secret("key-behind-any-vendor");
        String base = sandbox.base() + (dialect.equals("gemini") ? "" : "/v1");
        gateway = Gateway.start(configuration("""
                upstreams:
                  any: {vendor: %s, dialect: %s, base-url: '%s', api-key: key-behind-any-vendor}
                models: {default: any, successors: false, refresh: 0s}
                breaker: {results: 0}
                """.formatted(vendor, dialect, base)));
        tap = Tap.before(gateway.port());
    }

    private static String vendor(String dialect) {
        return dialect.equals("openai") || dialect.equals("responses") ? "openai-compatible" : dialect;
    }

    private static Configuration configuration(String yaml) {
        try {
            Path file = Files.createTempFile("pollux", ".yaml");
            try {
                Files.writeString(file, yaml);
                return Configuration.read(Sources.of(Path.of("/nowhere"), Map.of())
                        .withFile(file)
                        .withOption("test", Keys.SERVER_PORT, "0"));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address for clients. */
    public String address() {
        return tap.address();
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    @Override
    public void close() {
        gateway.close();
        tap.close();
        sandbox.close();
    }
}
