package dev.pollux.vendor;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Dialects;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.keys.KeyPool;
import dev.pollux.vendor.quirk.Quirk;
import dev.pollux.vendor.quirk.Quirks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All vendors that are known: their addresses, dialects, ways of showing a key, and quirks. */
public final class VendorTable {
    /** The entry of a service of which nothing is known but that it resembles OpenAI's. */
    public static final String COMPATIBLE = "openai-compatible";

    private static final String OURS = "vendors.json";
    private static final String CLASSIC_VERSION = "2024-10-21";
    private static final VendorTable STANDARD = read();

    private final Map<String, Sort> sorts;

    private VendorTable(Map<String, Sort> sorts) {
        this.sorts = sorts;
    }

    /** The table that is in the program. */
    public static VendorTable standard() {
        return STANDARD;
    }

    /** The vendors' names. */
    public List<String> names() {
        return List.copyOf(sorts.keySet());
    }

    /** Whose service it is: named, known by its address, called after its vendor, or none that is known. */
    public String kind(VendorConfig config) {
        return sort(config).name();
    }

    /** Where it is, or empty if neither the settings nor the table say it. */
    public Optional<URI> base(VendorConfig config) {
        return config.base().or(() -> sort(config).base());
    }

    /** Whether it answers without a key. */
    public boolean keyless(VendorConfig config) {
        return sort(config).keyless();
    }

    /**
     * The service that the settings describe.
     *
     * @throws IllegalArgumentException if it has no address
     */
    public Vendor vendor(VendorConfig config, Dialects dialects, KeyPool keys) {
        Sort sort = sort(config);
        URI written = base(config).orElseThrow(() -> new IllegalArgumentException(config.name() + ": no address"));
        Addresses.Place place = Addresses.place(written, sort, config.dialect());
        Dialect dialect = named(dialects, place.dialect());
        boolean deployments = place.base().getPath().contains("/openai/deployments");
        var terms = new Terms(sort.name(), sort.owner(),
                sort.chat() && config.dialect().isEmpty() ? Optional.of(dialects.openAi()) : Optional.empty(),
                sort.quirks(), sort.aside(), sort.vectors(), List.of(), config.headers(),
                config.apiVersion().or(() -> deployments ? Optional.of(CLASSIC_VERSION) : Optional.empty()),
                sort.lists(), sort.links());
        return new Vendor(config.name(), place.base(), dialect, auth(sort, place.dialect()), keys, terms);
    }

    private Sort sort(VendorConfig config) {
        return config.vendor().map(sorts::get)
                .or(() -> config.base()
                        .flatMap(base -> sorts.values().stream().filter(sort -> sort.has(base)).findFirst()))
                .or(() -> config.base().isPresent()
                        ? Optional.empty()
                        : Optional.ofNullable(sorts.get(config.name())))
                .orElseGet(() -> Objects.requireNonNull(sorts.get(COMPATIBLE)));
    }

    private static Vendor.Auth auth(Sort sort, String dialect) {
        return dialect.equals(sort.dialect()) || dialect.equals("openai") ? sort.auth() : usual(dialect);
    }

    private static Vendor.Auth usual(String dialect) {
        return switch (dialect) {
            case "gemini" -> new Vendor.Auth("x-goog-api-key", "");
            case "anthropic" -> new Vendor.Auth("x-api-key", "");
            default -> Vendor.Auth.BEARER;
        };
    }

    private static Dialect named(Dialects dialects, String name) {
        return dialects.named(name).orElseThrow(() -> new IllegalArgumentException("there is no dialect " + name));
    }

    private static VendorTable read() {
        try (InputStream in = VendorTable.class.getResourceAsStream(OURS)) {
            if (in == null) {
                throw new IllegalStateException(OURS + " is not in the program");
            }
            var sorts = new LinkedHashMap<String, Sort>();
            Fields table = Fields.of(Json.object(in.readAllBytes()));
            for (String name : table.rest().propertyNames()) {
                table.object(name).ifPresent(entry -> sorts.put(name, sort(name, entry)));
            }
            return new VendorTable(Collections.unmodifiableMap(sorts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sort sort(String name, Fields entry) {
        String dialect = entry.requiredText("dialect");
        return new Sort(name, entry.text("owner").orElse(name), entry.text("base").map(URI::create),
                entry.has("hosts") ? entry.texts("hosts") : List.of(), entry.text("path").orElse(""), dialect,
                entry.flag("chat").orElse(false),
                entry.text("auth").map(header -> new Vendor.Auth(header, "")).orElseGet(() -> usual(dialect)),
                entry.flag("keyless").orElse(false), entry.flag("lists").orElse(true),
                entry.flag("links").orElse(false),
                quirks(entry, "quirks"),
                entry.object("aside").map(VendorTable::aside).orElseGet(Map::of), entry.integer("vectors"));
    }

    private static Map<String, List<Quirk>> aside(Fields paths) {
        var aside = new LinkedHashMap<String, List<Quirk>>();
        paths.rest().propertyNames().forEach(path -> aside.put(path, quirks(paths, path)));
        return aside;
    }

    private static List<Quirk> quirks(Fields entry, String name) {
        return entry.has(name) ? entry.objects(name).stream().map(Quirks::read).toList() : List.of();
    }
}
