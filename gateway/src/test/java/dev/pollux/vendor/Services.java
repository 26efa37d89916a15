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

    /** A vendor at its own address. */
    public static Vendor of(String vendor) {
        return of(new VendorConfig(vendor, Optional.of(vendor), Optional.empty(), Optional.empty(), Optional.empty(),
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
