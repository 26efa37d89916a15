package dev.pollux.http;

import dev.pollux.thread.Loop;
import dev.pollux.thread.Threads;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** One server on one event loop, with the connections that it serves. */
final class Listener {
    /** The number under which all event loops share one free port. */
    private static final int ANY_PORT = 1;
    /** Only {@link #close} ends what is open; this is longer than any drain. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Vertx vertx;
    private final Loop loop;
    private final FrontConfig config;
    private final Server.Handler handler;
    private final Connections connections;
    private final LongConsumer lag;
    private final Set<Connection> mine = ConcurrentHashMap.newKeySet();
    private final Promise<HttpServer> listening = Promise.promise();
    private long looked;

    /** @param lag is told, once a second, by how many nanoseconds its event loop came late */
    Listener(Vertx vertx, FrontConfig config, Server.Handler handler, Connections connections, LongConsumer lag) {
        this.vertx = vertx;
        this.loop = new Loop(((VertxInternal) vertx).createEventLoopContext());
        this.config = config;
        this.handler = handler;
        this.connections = connections;
        this.lag = lag;
    }

    Future<?> start() {
        Limits limits = config.limits();
        SocketAddress address = config.port() == 0 && config.eventLoops() != 1
                ? SocketAddress.sharedRandomPort(ANY_PORT, config.host())
                : SocketAddress.inetSocketAddress(config.port(), config.host());
        var options = new HttpServerOptions().setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false) // no WebSockets: nothing has to look for their start
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxHeaderSize(limits.head())
                .setMaxInitialLineLength(limits.line());
        loop.execute(() -> vertx.createHttpServer(options)
                .connectionHandler(this::opened)
                .requestHandler(request -> handler.handle(request, loop))
                .listen(address)
                .onSuccess(_ -> inspectNowAndThen(interval(limits)))
                .onComplete(listening));
        return listening.future();
    }

    int port() {
        return listening.future().result().actualPort();
    }

    int connections() {
        return mine.size();
    }

    /** Accepts nothing more and closes each connection as soon as it has nothing to do. @return when all are closed */
    Future<Void> stopAccepting() {
        return listening.future().compose(server -> server.shutdown(FOR_EVER));
    }

    /** Is complete when all that its event loop does now is done. */
    Future<Void> turn() {
        Promise<Void> done = Promise.promise();
        loop.execute(done::complete);
        return done.future();
    }

    /** Closes what is open. */
    void close() {
        loop.execute(() -> mine.forEach(Connection::close));
    }

    private void opened(HttpConnection opened) {
        ChannelHandlerContext handler = ((HttpServerConnection) opened).channelHandlerContext();
        if (!(handler.channel().remoteAddress() instanceof InetSocketAddress peer)
                || !connections.enter(peer.getAddress())) {
            var _ = handler.close();
            return;
        }
        opened.exceptionHandler(_ -> {}); // a reset is an end like any other, and no error to be logged
        InetAddress address = peer.getAddress();
        var connection = new Connection(config.limits(), closed -> {
            mine.remove(closed);
            connections.leave(address);
        });
        mine.add(connection);
        handler.pipeline().addBefore(handler.name(), "connection", connection);
    }

    /** Lets its threads go on elsewhere if its event loop stands still. */
    void rescue() {
        loop.rescue();
    }

    private void inspectNowAndThen(long interval) {
        looked = System.nanoTime();
        vertx.setPeriodic(interval, _ -> inspect(interval));
    }

    private void inspect(long interval) {
        long now = System.nanoTime();
        long late = Math.max(0, now - looked - TimeUnit.MILLISECONDS.toNanos(interval));
        Threads.start(() -> lag.accept(late)); // figures have locks
        looked = now;
        mine.forEach(connection -> connection.inspect(now));
    }

    /** About once a second; more often only if a limit is that short. */
    private static long interval(Limits limits) {
        long shortest = Stream.of(limits.headTime(), limits.bodyTime(), limits.keepAlive(), limits.writeStall())
                .mapToLong(Duration::toMillis)
                .min()
                .orElseThrow();
        return Math.clamp(shortest / 4, 10, 1_000);
    }
}
