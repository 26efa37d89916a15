package dev.pollux.upstream;

import io.netty.util.HashedWheelTimer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Makes {@link HttpCall}s that share one pool of connections per address. */
final class HttpCalls implements AutoCloseable {
    /** Bytes of all headers of a vendor's answer. */
    private static final int MAX_HEAD = 32 * 1024;

    private final Vertx vertx;
    private final UpstreamConfig config;
    private final HttpClient client;
    private final HashedWheelTimer wheel = new HashedWheelTimer(
            task -> Thread.ofPlatform().name("pollux-alarms").daemon().unstarted(task), HttpCallAlarm.TICK_MILLIS,
            TimeUnit.MILLISECONDS);

    HttpCalls(Vertx vertx, UpstreamConfig config) {
        this.vertx = vertx;
        this.config = config;
        wheel.start(); // the first alarm would wait for that
        var options = new HttpClientOptions().setConnectTimeout((int) config.connect().toMillis())
                .setSslHandshakeTimeout(config.tls().toMillis())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(MAX_HEAD);
        var pool = new PoolOptions().setHttp1MaxSize(config.connections()).setMaxWaitQueueSize(config.waiting());
        this.client = vertx.createHttpClient(options, pool);
    }

    /**
     * @param streamed the answer is read piece by piece
     * @param vigil kept while the vendor is silent
     */
    HttpCall open(Executor eventLoop, boolean streamed, Vigil vigil) {
        return new HttpCall(client, new HttpCallAlarm(wheel), eventLoop, config, streamed, vigil);
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
