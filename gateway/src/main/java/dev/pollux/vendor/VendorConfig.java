package dev.pollux.vendor;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What the settings say of one service; what they leave unsaid is in the {@link VendorTable}.
 *
 * @param name in settings, logs and headers
 * @param vendor a name of the table
 * @param base as people write it: with or without the version of the API at its end
 * @param dialect the name of one that it is asked in instead of its usual one
 * @param apiVersion that stands in the query of every address
 * @param headers that every request carries
 */
public record VendorConfig(String name, Optional<String> vendor, Optional<URI> base, Optional<String> dialect,
        Optional<String> apiVersion, Map<String, String> headers) {
    public VendorConfig {
        headers = Map.copyOf(headers);
    }

    /** One that its address alone describes. */
    public static VendorConfig of(String name, URI base) {
        return new VendorConfig(name, Optional.empty(), Optional.of(base), Optional.empty(), Optional.empty(),
                Map.of());
    }

    /** The same, with its vendor named. */
    public VendorConfig withVendor(String known) {
        return new VendorConfig(name, Optional.of(known), base, dialect, apiVersion, headers);
    }
}
