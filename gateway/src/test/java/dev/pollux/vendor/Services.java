package dev.pollux.vendor;

import dev.pollux.dialect.Dialects;
import dev.pollux.keys.KeyPool;
import dev.pollux.secret.Secret;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services of the table, for tests. */
public final class Services {
    private static final Dialects DIALECTS = Dialects.create(InstantSource.system(), () -> "1");

    private Services() {}

    /** A vendor at its own address, or at some where it has none. */
    public static Vendor of(String vendor) {
        Optional<URI> base = List.of("vllm", "openai-compatible").contains(vendor)
                ? Optional.of(URI.create("http://127.0.0.1:1/v1"))
                : Optional.empty();
        return of(new VendorConfig(vendor, Optional.of(vendor), base, Optional.empty(), Optional.empty(),
                Map.of()));
    }

    /** Whoever is at an address. */
    public static Vendor at(String address) {
        return of(VendorConfig.of("it", URI.create(address)));
    }

    static Vendor of(VendorConfig config) {
        return VendorTable.standard().vendor(config, DIALECTS, new KeyPool(List.of(Secret.of("a-key"))));
    }
}
