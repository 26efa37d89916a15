package dev.pollux.upstream;

import dev.pollux.dialect.Parcel;
import dev.pollux.dialect.Wire;
import dev.pollux.network.Authorities;
import dev.pollux.network.Network;
import dev.pollux.network.Proxy;
import dev.pollux.vendor.Vendor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.TrustOptions;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Addresses calls: to which host, by which proxy, in whose name, and whose certificate is believed. */
final class HttpCallOptions {
    private final UpstreamConfig config;
    private final Map<String, Way> ways = new ConcurrentHashMap<>();
    /** Read at the start: files are no work for an event loop. */
    private final Map<List<Path>, Trust> trusts = new HashMap<>();

    /** What the files held, and what follows from it. */
    private record Trust(List<Certificate> certificates, TrustOptions options) {}

    /** The way to one vendor in the client's own words; {@code null} for the usual. */
    private record Way(@Nullable ProxyOptions proxy, @Nullable ClientSSLOptions tls) {}

    /** @param before whose trust in files that have not changed goes on, and with it the connections that rest on it */
    HttpCallOptions(UpstreamConfig config, Optional<HttpCallOptions> before) {
        this.config = config;
        config.network().authoritySets().stream().filter(Predicate.not(List::isEmpty))
                .forEach(files -> trusts.put(files, trust(files, before)));
    }

    private static Trust trust(List<Path> files, Optional<HttpCallOptions> before) {
        List<Certificate> certificates = files.stream().<Certificate>flatMap(file -> Authorities.in(file).stream())
                .toList();
        return before.map(options -> options.trusts.get(files))
                .filter(trust -> trust.certificates().equals(certificates))
                .orElseGet(() -> new Trust(certificates, TrustOptions.wrap(Authorities.with(files))));
    }

    /** A POST with a body, or a GET without one. */
    RequestOptions of(Vendor vendor, Wire wire, String key) {
        HttpMethod method = wire.body().length == 0 ? HttpMethod.GET : HttpMethod.POST;
        RequestOptions options = to(vendor, method, vendor.base().getRawPath() + wire.path())
                .putHeader("content-type", "application/json")
                .putHeader("accept-encoding", "identity")
                .putHeader("user-agent", "pollux");
        wire.headers().forEach(options::putHeader);
        return signed(options, vendor, key);
    }

    /** A request as it is, but for the key. */
    RequestOptions of(Vendor vendor, Parcel parcel, String key) {
        RequestOptions options = to(vendor, HttpMethod.valueOf(parcel.method()), vendor.root() + parcel.path());
        parcel.headers().forEach(header -> options.addHeader(header.getKey(), header.getValue()));
        options.putHeader("accept-encoding", "identity");
        vendor.terms().headers().forEach(options::putHeader);
        return signed(options, vendor, key);
    }

    private static RequestOptions signed(RequestOptions options, Vendor vendor, String key) {
        return options.putHeader(vendor.auth().header(), vendor.auth().prefix() + key);
    }

    private RequestOptions to(Vendor vendor, HttpMethod method, String uri) {
        boolean secure = "https".equalsIgnoreCase(vendor.base().getScheme());
        int port = vendor.base().getPort() < 0 ? (secure ? 443 : 80) : vendor.base().getPort();
        Way way = ways.computeIfAbsent(vendor.name(), _ -> way(config.network().to(vendor.name(), vendor.base())));
        var options = new RequestOptions().setMethod(method)
                .setSsl(secure)
                .setHost(vendor.base().getHost())
                .setPort(port)
                .setURI(uri)
                .setFollowRedirects(false);
        if (!secure) {
            options.setProtocolVersion(HttpVersion.HTTP_1_1); // HTTP/2 is agreed on by TLS alone
        }
        if (way.proxy() != null) {
            options.setProxyOptions(way.proxy());
        }
        if (way.tls() != null) {
            options.setSslOptions(way.tls());
        }
        return options;
    }

    private Way way(Network.Way way) {
        return new Way(way.proxy().kind() == Proxy.Kind.DIRECT ? null : proxy(way.proxy()),
                way.authorities().isEmpty() ? null : tls(way));
    }

    private ProxyOptions proxy(Proxy proxy) {
        var options = new ProxyOptions().setType(ProxyType.valueOf(proxy.kind().name())).setHost(proxy.host())
                .setPort(proxy.port()).setConnectTimeout(config.connections().connect());
        proxy.login().ifPresent(login -> options.setUsername(login.user())
                .setPassword(login.password().map(password -> password.reveal()).orElse("")));
        return options;
    }

    private ClientSSLOptions tls(Network.Way way) {
        return new ClientSSLOptions().setTrustOptions(Objects.requireNonNull(trusts.get(way.authorities())).options())
                .setUseAlpn(config.connections().http2())
                .setSslHandshakeTimeout(config.connections().tls().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
