package dev.pollux.vendor;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes of an address, as people write it, the base of calls; the address may tell the dialect too. */
final class Addresses {
    private static final Pattern VERSION = Pattern.compile(".*/v\\d+(alpha|beta)?\\d*(/.*)?");
    private static final Pattern ANTHROPIC = Pattern.compile(".*/anthropic(/v\\d+)?");
    private static final String CLASSIC = "/openai/deployments";

    /** Where a service is and what is spoken there. */
    record Place(URI base, String dialect) {}

    private Addresses() {}

    /** @param said the dialect that the settings name */
    static Place place(URI address, Sort sort, Optional<String> said) {
        String text = address.toString().replaceAll("/+$", "");
        String path = URI.create(text).getPath();
        String dialect = said.orElseGet(() -> ANTHROPIC.matcher(path).matches()
                ? "anthropic"
                : path.contains(CLASSIC) ? "openai" : sort.dialect());
        String base = path.isEmpty() ? text + ownPath(sort) : text;
        return new Place(URI.create(versioned(base, dialect)), dialect);
    }

    private static String ownPath(Sort sort) {
        return sort.path().isEmpty() ? sort.base().map(URI::getPath).orElse("") : sort.path();
    }

    /** The clients of these two dialects leave the version out; it stands in no path of theirs here. */
    private static String versioned(String base, String dialect) {
        String version = switch (dialect) {
            case "gemini" -> "/v1beta";
            case "anthropic" -> "/v1";
            default -> "";
        };
        return VERSION.matcher(URI.create(base).getPath()).matches() ? base : base + version;
    }
}
