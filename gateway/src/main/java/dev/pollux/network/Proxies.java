package dev.pollux.network;

import java.net.URI;
import java.util.Optional;

/**
 * The proxies for services of which the settings name none, as the variables of the environment that most programs obey
 * say it: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}.
 *
 * @param https for addresses of https
 * @param http for those of http
 * @param all for both, where they have none of their own
 * @param exceptions which are reached directly, as loopback always is
 */
public record Proxies(Optional<Proxy> https, Optional<Proxy> http, Optional<Proxy> all, NoProxy exceptions) {

    /** The proxy for an address. */
    public Proxy towards(URI address) {
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
        String host = address.getHost().startsWith("[")
                ? address.getHost().substring(1, address.getHost().length() - 1)
                : address.getHost();
        return exceptions.covers(host, port)
                ? Proxy.DIRECT
                : (secure ? https : http).or(() -> all).orElse(Proxy.DIRECT);
    }
}
