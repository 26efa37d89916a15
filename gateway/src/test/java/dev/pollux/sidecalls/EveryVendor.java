package dev.pollux.sidecalls;

import dev.pollux.AnyVendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import java.util.Map;
import java.util.Objects;

/** A gateway in front of a vendor of each dialect. */
abstract class EveryVendor {
    private static Map<String, AnyVendor> gateways = Map.of();

    @BeforeAll
    static void open() {
        gateways = Map.of("openai", new AnyVendor("openai"), "responses", new AnyVendor("responses"),
                "gemini", new AnyVendor("gemini"), "anthropic", new AnyVendor("anthropic"));
    }

    @AfterAll
    static void close() {
        gateways.values().forEach(AnyVendor::close);
    }

    @BeforeEach
    void forget() {
        gateways.values().forEach(gateway -> gateway.sandbox().forget());
    }

    /** @param dialect of the vendor */
    static AnyVendor before(String dialect) {
        return Objects.requireNonNull(gateways.get(dialect));
    }
}
