package dev.pollux.upstream;

import dev.pollux.upstream.UpstreamConfig.Connections;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.impl.HttpClientConnection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes HTTP clients, and makes their connections fit for our calls. */
final class HttpCallClients {
    /** Bytes of all headers of a vendor's answer. */
    private static final int MAX_HEAD = 32 * 1024;
    /** Bytes that a vendor may send ahead of a slow reader, on one stream of HTTP/2. */
    private static final int WINDOW = 256 * 1024;

    private final Vertx vertx;
    private final Connections connections;
    private final Duration total;

    /** @param total for which a call on an old connection may go on */
    HttpCallClients(Vertx vertx, Connections connections, Duration total) {
        this.vertx = vertx;
        this.connections = connections;
        this.total = total;
    }

    /** What each of several event loops may have. */
    HttpCallLane.Bounds share(int loops) {
        return new HttpCallLane.Bounds(connections.most() / loops, Math.ceilDiv(connections.waiting(), loops),
                connections.lifetime().toMillis());
    }

    HttpClientAgent client(HttpCallLane.Bounds share) {
        var pool = new PoolOptions().setHttp1MaxSize(share.most())
                // As many: as long as it is not known what a vendor speaks, the smaller one holds.
                .setHttp2MaxSize(share.most())
                .setMaxWaitQueueSize(share.waiting())
                .setMaxLifetime((int) connections.lifetime().toSeconds()).setMaxLifetimeUnit(TimeUnit.SECONDS);
        return vertx.httpClientBuilder().with(options()).with(pool).withConnectHandler(this::prepare).build();
    }

    private HttpClientOptions options() {
        int keepAlive = (int) connections.keepAlive().toSeconds();
        var options = new HttpClientOptions().setConnectTimeout((int) connections.connect().toMillis())
                .setSslHandshakeTimeout(connections.tls().toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout((int) connections.acknowledge().toMillis())
                .setKeepAliveTimeout(keepAlive)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(MAX_HEAD);
        if (connections.http2()) {
            options.setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2KeepAliveTimeout(keepAlive)
                    .setHttp2MultiplexingLimit(connections.streams())
                    // Room for all streams that wait for slow readers: none of them holds up the others.
                    .setHttp2ConnectionWindowSize(connections.streams() * WINDOW)
                    .setInitialSettings(new Http2Settings().setPushEnabled(false).setInitialWindowSize(WINDOW)
                            .setMaxHeaderListSize(MAX_HEAD));
        }
        return options;
    }

    /** A new connection, before its first request. */
    void prepare(HttpConnection connection) {
        ChannelHandlerContext client = ((HttpClientConnection) connection).channelHandlerContext();
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            HttpCallInterims.passOver(client);
            limitLifetime(connection);
        } else {
            client.pipeline().addBefore(client.name(), "heads", new HttpCallHeads());
        }
    }

    /** The pool lets go of old connections when they are idle; one that many calls share might never be. */
    private void limitLifetime(HttpConnection connection) {
        long timer = vertx.setTimer(connections.lifetime().toMillis(), _ -> connection.shutdown(total));
        connection.closeHandler(_ -> vertx.cancelTimer(timer));
    }
}
