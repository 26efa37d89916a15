package dev.pollux;

import dev.pollux.account.ServiceAccount;
import dev.pollux.config.Configuration;
import dev.pollux.config.Key;
import dev.pollux.config.Keys;
import dev.pollux.dialect.Dialects;
import dev.pollux.keys.KeyConfig;
import dev.pollux.keys.KeyPool;
import dev.pollux.model.Glob;
import dev.pollux.secret.Secret;
import dev.pollux.vendor.Safety;
import dev.pollux.vendor.Vendor;
import dev.pollux.vendor.VendorConfig;
import dev.pollux.vendor.VendorTable;

import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The services behind that a configuration names, in full or by one of the short forms. */
final class Services {
    /** What is shown to a service that wants no key. */
    private static final KeyConfig NO_KEY = KeyConfig.of(Secret.of("no-key-needed"));

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<Glob, Safety> safety;

    /** @param auth how its keys are shown, if not as its vendor's are */
    private record Service(VendorConfig config, List<KeyConfig> keys, Optional<Vendor.Auth> auth) {
        Service(VendorConfig config, List<KeyConfig> keys) {
            this(config, keys, Optional.empty());
        }
    }

    private Services(Map<Glob, Safety> safety) {
        this.safety = safety;
    }

    static Services of(Configuration config) {
        var all = new Services(Parts.safety(config));
        for (String name : config.names(Keys.UPSTREAMS_VENDOR)) {
            var described = new VendorConfig(name,
                    config.get(Keys.UPSTREAMS_VENDOR.of(name)), config.get(Keys.UPSTREAMS_BASE_URL.of(name)),
                    config.get(Keys.UPSTREAMS_DIALECT.of(name)), config.get(Keys.UPSTREAMS_API_VERSION.of(name)),
                    config.get(Keys.UPSTREAMS_HEADERS.of(name)));
            all.services.put(name, config.get(Keys.UPSTREAMS_CREDENTIALS.of(name))
                    .map(file -> byAccount(config, described, ServiceAccount.of(file, InstantSource.system(),
                            address -> Parts.network(config).to(name, address))))
                    .orElseGet(() -> new Service(described, config.get(Keys.UPSTREAMS_API_KEY.of(name)))));
        }
        all.shortForm(config, "gemini", Keys.GEMINI_API_KEY, Keys.GEMINI_BASE_URL);
        all.shortForm(config, "openai", Keys.OPENAI_API_KEY, Keys.OPENAI_BASE_URL);
        all.shortForm(config, "anthropic", Keys.ANTHROPIC_API_KEY, Keys.ANTHROPIC_BASE_URL);
        if (all.services.isEmpty()) {
            all.services.put("gemini", new Service(
                    VendorConfig.of("gemini", config.get(Keys.GEMINI_BASE_URL)).withVendor("gemini"), List.of()));
        }
        return all;
    }

    /** Vertex AI, which is shown the account's token of the hour. */
    private static Service byAccount(Configuration config, VendorConfig described, ServiceAccount account) {
        String name = described.name();
        URI address = account.address(described.base(), config.get(Keys.UPSTREAMS_PROJECT.of(name)),
                config.get(Keys.UPSTREAMS_LOCATION.of(name)));
        var vertex = new VendorConfig(name, Optional.of("vertex"), Optional.of(address), described.dialect(),
                described.apiVersion(), described.headers());
        return new Service(vertex, List.of(KeyConfig.of(Secret.of(account.name()), account)),
                Optional.of(Vendor.Auth.BEARER));
    }

    /** @param pools makes the pool of a service's keys */
    List<Vendor> vendors(Dialects dialects, BiFunction<String, List<KeyConfig>, KeyPool> pools) {
        return services.entrySet().stream()
                .map(named -> vendor(named.getValue(), dialects,
                        pools.apply(named.getKey(), keys(named.getValue()))))
                .toList();
    }

    private Vendor vendor(Service service, Dialects dialects, KeyPool keys) {
        Vendor usual = VendorTable.standard().vendor(service.config, dialects, keys).filtering(safety);
        return service.auth.map(usual::shownBy).orElse(usual);
    }

    private static List<KeyConfig> keys(Service service) {
        return service.keys.isEmpty() && VendorTable.standard().keyless(service.config)
                ? List.of(NO_KEY)
                : service.keys;
    }

    /** A section of the same name wins; what it leaves out it gets from the short form. */
    private void shortForm(Configuration config, String name, Key<List<KeyConfig>> keys, Key<URI> base) {
        List<KeyConfig> given = config.get(keys);
        Service full = services.get(name);
        if (full != null) {
            services.put(name, new Service(full.config, full.keys.isEmpty() ? given : full.keys, full.auth));
        } else if (!given.isEmpty()) {
            VendorConfig described = VendorConfig.of(name, config.get(base));
            // Gemini's and Anthropic's dialects are spoken by others under any address; OpenAI's has many deviations.
            services.put(name, new Service(name.equals("openai") ? described : described.withVendor(name), given));
        }
    }
}
