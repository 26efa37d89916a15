package dev.pollux.upstream;

import dev.pollux.upstream.UpstreamConfig.Connections;
import io.netty.util.HashedWheelTimer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes {@link HttpCall}s that share one pool of connections per address, proxy and set of authorities. */
final class HttpCalls implements AutoCloseable {
    /** Bytes of all headers of a vendor's answer. */
    private static final int MAX_HEAD = 32 * 1024;
    /** Bytes that a vendor may send ahead of a slow reader, on one stream of HTTP/2. */
    private static final int WINDOW = 256 * 1024;

    private final Vertx vertx;
    private final UpstreamConfig config;
    private final HttpCallOptions options;
    private final HttpClient client;
    private final HashedWheelTimer wheel = new HashedWheelTimer(
            task -> Thread.ofPlatform().name("pollux-alarms").daemon().unstarted(task), HttpCallAlarm.TICK_MILLIS,
            TimeUnit.MILLISECONDS);

    HttpCalls(Vertx vertx, UpstreamConfig config) {
        this.vertx = vertx;
        this.config = config;
        wheel.start(); // the first alarm would wait for that
        this.options = new HttpCallOptions(config);
        Connections connections = config.connections();
        var pool = new PoolOptions().setHttp1MaxSize(connections.most())
                // As many: as long as it is not known what a vendor speaks, the smaller number holds.
                .setHttp2MaxSize(connections.most())
                .setMaxWaitQueueSize(connections.waiting())
                .setMaxLifetime((int) connections.lifetime().toSeconds()).setMaxLifetimeUnit(TimeUnit.SECONDS);
        this.client = vertx.httpClientBuilder().with(options(connections)).with(pool)
                .withConnectHandler(this::limitLifetime).build();
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

    /** The pool lets go of old connections when they are idle; one that many calls share might never be. */
    private void limitLifetime(HttpConnection connection) {
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            long timer = vertx.setTimer(config.connections().lifetime().toMillis(),
                    _ -> connection.shutdown(config.total()));
            connection.closeHandler(_ -> vertx.cancelTimer(timer));
        }
    }

    /**
     * @param streamed the answer is read piece by piece
     * @param vigil kept while the vendor is silent
     */
    HttpCall open(Executor eventLoop, boolean streamed, Vigil vigil) {
        return new HttpCall(client, options, new HttpCallAlarm(wheel), eventLoop, config, streamed, vigil);
    }

    /** A call that belongs to no client, on an event loop of its own. */
    HttpCall open() {
        Context eventLoop = vertx.getOrCreateContext();
        return open(task -> eventLoop.runOnContext(_ -> task.run()), false, Vigil.NONE);
    }

    @Override
    public void close() {
        client.close();
        wheel.stop();
    }
}
