package dev.pollux.network;

import dev.pollux.secret.Secret;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy, or the word that there shall be none. Its text shows no login.
 *
 * @param host empty for {@link Kind#DIRECT}
 */
public record Proxy(Kind kind, String host, int port, Optional<Login> login) {
    /** How it is spoken to. */
    public enum Kind {
        /** Not at all. */
        DIRECT,
        /** By HTTP: it makes a tunnel to addresses of https, and asks those of http itself. */
        HTTP,
        /** The same over TLS. */
        HTTPS,
        /** By SOCKS 5; names are resolved by the proxy. */
        SOCKS5
    }

    /** What it wants to see; the password may be empty. */
    public record Login(String user, Optional<Secret> password) {
        @Override
        public String toString() {
            return Secret.MASK;
        }
    }

    public static final Proxy DIRECT = new Proxy(Kind.DIRECT, "", 0, Optional.empty());

    private static final Map<String, Kind> SCHEMES = Map.of("http", Kind.HTTP, "https", Kind.HTTPS, "socks5",
            Kind.SOCKS5, "socks5h", Kind.SOCKS5, "socks", Kind.SOCKS5);
    private static final Map<Kind, Integer> PORTS = Map.of(Kind.HTTP, 80, Kind.HTTPS, 443, Kind.SOCKS5, 1080);

    /**
     * @param text {@code direct}, or an address such as {@code socks5://user:password@host:1080}; without a scheme it is
     *        taken for HTTP
     * @return empty for anything else
     */
    public static Optional<Proxy> of(String text) {
        if (text.equalsIgnoreCase("direct")) {
            return Optional.of(DIRECT);
        }
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            Kind kind = SCHEMES.get(uri.getScheme().toLowerCase(Locale.ROOT));
            boolean plain = uri.getHost() != null && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                    && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getPort() <= 65_535;
            return kind == null || !plain
                    ? Optional.empty()
                    : Optional.of(new Proxy(kind, bare(uri.getHost()),
                            uri.getPort() < 0 ? PORTS.getOrDefault(kind, 80) : uri.getPort(),
                            Optional.ofNullable(uri.getRawUserInfo()).map(Proxy::login)));
        } catch (URISyntaxException | IllegalArgumentException _) { // the second: a broken %
            return Optional.empty();
        }
    }

    /** As it is written in settings, without its login. */
    @Override
    public String toString() {
        return kind == Kind.DIRECT
                ? "direct"
                : kind.name().toLowerCase(Locale.ROOT) + "://" + login.map(known -> known + "@").orElse("")
                        + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static Login login(String raw) {
        String[] parts = raw.split(":", 2);
        return new Login(decoded(parts[0]),
                Optional.of(parts).filter(both -> both.length == 2 && !both[1].isBlank())
                        .map(both -> Secret.of(decoded(both[1]))));
    }

    /** A plus is a plus here. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
