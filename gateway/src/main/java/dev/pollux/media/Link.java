package dev.pollux.media;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a file is, read by one strict parser: what this says is what is connected to.
 *
 * @param host in lower case, an IPv6 address in brackets
 * @param literal the address that the host is, if it is no name
 * @param path with the query, as it goes out
 */
record Link(URI uri, boolean tls, String host, Optional<InetAddress> literal, int port, String path) {
    private static final int MAX_LENGTH = 8_192;
    private static final String NO_HOST = "its host is no proper name or address";
    private static final Set<String> YOUTUBE = Set.of("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be");

    /**
     * Whether the vendor fetches it by itself: files that lie with Gemini or in Google's storage, films on YouTube.
     */
    static boolean belongsToVendor(String url) {
        if (url.regionMatches(true, 0, "gs://", 0, 5)) {
            return true;
        }
        try {
            URI uri = new URI(url);
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return uri.getScheme() != null && uri.getScheme().toLowerCase(Locale.ROOT).startsWith("http")
                    && (YOUTUBE.contains(host)
                            || (host.equals("generativelanguage.googleapis.com") && path.contains("/files/")));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    static Link parse(String url, Set<Integer> ports) {
        try {
            return of(new URI(url), ports);
        } catch (URISyntaxException _) {
            throw new RefusedException("its URL is not well-formed");
        }
    }

    /** Where a redirect leads. */
    Link follow(String location, Set<Integer> ports) {
        try {
            // URI joins a host without a path and a relative name to another host.
            URI base = uri.getRawPath().isEmpty() ? uri.resolve("/") : uri;
            return of(base.resolve(new URI(location)), ports);
        } catch (URISyntaxException _) {
            throw new RefusedException("a redirect leads to a URL that is not well-formed");
        }
    }

    private static Link of(URI uri, Set<Integer> ports) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new RefusedException("only http and https URLs are fetched");
        }
        boolean tls = scheme.equals("https");
        if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            throw new RefusedException("a URL with user information is not fetched");
        }
        // java.net.URI knows no host for what is neither a proper name nor a complete address (127.1, 0x7f.1, a_b).
        if (uri.getHost() == null) {
            throw new RefusedException(NO_HOST);
        }
        int port = uri.getPort() != -1 ? uri.getPort() : tls ? 443 : 80;
        if (!ports.contains(port)) {
            throw new RefusedException("its port is not one of those that are connected to");
        }
        URI ascii = URI.create(uri.toASCIIString());
        String path = (ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath())
                + (ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery());
        if (path.length() > MAX_LENGTH) {
            throw new RefusedException("its URL is longer than " + MAX_LENGTH + " characters");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean v6 = host.startsWith("[");
        String bare = v6 ? host.substring(1, host.length() - 1) : host;
        return new Link(uri, tls, host, literal(bare, v6), port, path);
    }

    private static Optional<InetAddress> literal(String host, boolean v6) {
        if (!v6 && !host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            // 0177.0.0.1 is one address to some and another to others; a zone (%eth0) means nothing elsewhere.
            if (v6 ? !host.contains("%") : host.equals(address.getHostAddress())) {
                return Optional.of(address);
            }
        } catch (IllegalArgumentException _) {
            // As no proper address.
        }
        throw new RefusedException(NO_HOST);
    }
}
