package dev.pollux.upstream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.ClientSSLOptions;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The connections of one event loop by HTTP/1, a lane for each address. Only that event loop comes here.
 *
 * <p>The client's own pool serves every thread, keeps statistics and looks the address up anew for each request: a
 * twentieth of the time that a translated answer takes. What goes by a proxy, which is another protocol, is left to it.
 */
final class HttpCallLanes implements HttpCallPool.Source {
    private final HttpClientAgent client;
    private final HttpCallLane.Bounds bounds;
    private final Consumer<HttpClientConnection> prepare;
    private final Map<Address, HttpCallLane> lanes = new HashMap<>();

    private record Address(String host, int port, boolean secure, @Nullable ClientSSLOptions tls) {
        static Address of(RequestOptions options) {
            return new Address(options.getHost(), options.getPort(), options.isSsl(), options.getSslOptions());
        }

        HttpConnectOptions toConnect() {
            var options = new HttpConnectOptions().setProtocolVersion(HttpVersion.HTTP_1_1).setHost(host).setPort(port)
                    .setSsl(secure);
            return tls == null ? options : options.setSslOptions(tls);
        }
    }

    /** @param prepare is told each new connection */
    HttpCallLanes(HttpClientAgent client, HttpCallLane.Bounds bounds, Consumer<HttpClientConnection> prepare) {
        this.client = client;
        this.bounds = bounds;
        this.prepare = prepare;
    }

    @Override
    public Future<HttpClientRequest> request(RequestOptions options, boolean anew, ContextInternal context) {
        if (options.getProxyOptions() != null) {
            return client.request(options);
        }
        return lanes.computeIfAbsent(Address.of(options),
                address -> new HttpCallLane(client, address.toConnect(), bounds, prepare))
                .request(options, anew, context);
    }

    /** Closes the connections that have been idle too long, and forgets addresses that nobody asks any more. */
    void sweep() {
        lanes.values().forEach(HttpCallLane::sweep);
        lanes.values().removeIf(HttpCallLane::isEmpty);
    }
}
