package dev.pollux.upstream;

import dev.pollux.upstream.UpstreamConfig.Connections;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The connections to all vendors, and the clock of the calls on them; outlives the settings of single calls.
 *
 * <p>Each event loop has connections of its own, so that no answer goes through the hands of two of them. All have the
 * same where the bound is too small to be shared out, and with HTTP/2, of which one connection carries many calls.
 */
final class HttpCallPool implements AutoCloseable {
    /** Bytes of all headers of a vendor's answer. */
    private static final int MAX_HEAD = 32 * 1024;
    /** Bytes that a vendor may send ahead of a slow reader, on one stream of HTTP/2. */
    private static final int WINDOW = 256 * 1024;
    /** Connections that an event loop's share must hold at least. */
    private static final int FEWEST = 16;

    private final Vertx vertx;
    private final Bounds bounds;
    private final Map<EventExecutor, HttpClient> clients = new HashMap<>();
    private final HashedWheelTimer wheel = new HashedWheelTimer(
            task -> Thread.ofPlatform().name("pollux-alarms").daemon().unstarted(task), HttpCallAlarm.TICK_MILLIS,
            TimeUnit.MILLISECONDS);

    /** What a pool is made for: with others it is another pool. */
    private record Bounds(Connections connections, Duration total) {
        static Bounds of(UpstreamConfig config) {
            return new Bounds(config.connections(), config.total());
        }
    }

    HttpCallPool(Vertx vertx, UpstreamConfig config) {
        this.vertx = vertx;
        this.bounds = Bounds.of(config);
        wheel.start(); // the first alarm would wait for that
        List<EventExecutor> loops = new ArrayList<>();
        ((VertxInternal) vertx).nettyEventLoopGroup().forEach(loops::add);
        boolean common = bounds.connections().http2() || bounds.connections().most() < FEWEST * loops.size();
        int shares = common ? 1 : loops.size();
        if (common) {
            HttpClient shared = client(1);
            loops.forEach(loop -> clients.put(loop, shared));
        } else {
            loops.forEach(loop -> clients.put(loop, client(shares)));
        }
    }

    /** @param shares into which the bounds are divided */
    private HttpClient client(int shares) {
        Connections connections = bounds.connections();
        int most = connections.most() / shares;
        var pool = new PoolOptions().setHttp1MaxSize(most)
                .setHttp2MaxSize(most) // As many: as long as it is not known what a vendor speaks, the smaller one holds.
                .setMaxWaitQueueSize(Math.ceilDiv(connections.waiting(), shares))
                .setMaxLifetime((int) connections.lifetime().toSeconds()).setMaxLifetimeUnit(TimeUnit.SECONDS);
        return vertx.httpClientBuilder().with(options(connections)).with(pool)
                .withConnectHandler(this::prepare).build();
    }

    private static HttpClientOptions options(Connections connections) {
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

    private void prepare(HttpConnection connection) {
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
        long timer = vertx.setTimer(bounds.connections().lifetime().toMillis(),
                _ -> connection.shutdown(bounds.total()));
        connection.closeHandler(_ -> vertx.cancelTimer(timer));
    }

    /** Whether it serves other settings as well as a new one would. */
    boolean suits(UpstreamConfig config) {
        return bounds.equals(Bounds.of(config));
    }

    /** That of the event loop which runs this. */
    HttpClient client() {
        return Objects.requireNonNull(clients.get(ContextInternal.current().nettyEventLoop()));
    }

    HashedWheelTimer wheel() {
        return wheel;
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::close);
        wheel.stop();
    }
}
