package dev.pollux.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The listening sockets: one server per event loop, all on one port. */
public final class Server implements AutoCloseable {
    private static final long START_SECONDS = 30;
    /** The number under which all event loops share one free port. */
    private static final int ANY_PORT = 1;

    private final Vertx vertx;
    private final String deployment;
    private final int port;

    private Server(Vertx vertx, String deployment, int port) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.port = port;
    }

    /**
     * Listens.
     *
     * @throws ServerException if the address is taken or not ours
     */
    public static Server start(Vertx vertx, FrontConfig config, Front front) {
        int loops = config.eventLoops() > 0 ? config.eventLoops() : Runtime.getRuntime().availableProcessors();
        var port = new AtomicInteger();
        Future<String> deployed = vertx.deployVerticle(() -> new Listener(config, front, port),
                new DeploymentOptions().setInstances(loops));
        try {
            String deployment = deployed.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
            return new Server(vertx, deployment, port.get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ServerException(
                    "Cannot listen on " + config.host() + ":" + config.port() + ": " + cause.getMessage(), cause);
        } catch (TimeoutException | InterruptedException e) {
            throw new ServerException("The server did not start in time.", e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
    }

    /** One server on one event loop. */
    private static final class Listener extends VerticleBase {
        private final FrontConfig config;
        private final Front front;
        private final AtomicInteger port;

        Listener(FrontConfig config, Front front, AtomicInteger port) {
            this.config = config;
            this.front = front;
            this.port = port;
        }

        @Override
        public Future<?> start() {
            SocketAddress address = config.port() == 0
                    ? SocketAddress.sharedRandomPort(ANY_PORT, config.host())
                    : SocketAddress.inetSocketAddress(config.port(), config.host());
            var options = new HttpServerOptions().setTcpNoDelay(true)
                    .setTcpKeepAlive(true)
                    .setHttp2ClearTextEnabled(false)
                    .setCompressionSupported(false)
                    .setDecompressionSupported(false)
                    .setMaxHeaderSize(config.headLimit())
                    .setMaxInitialLineLength(config.lineLimit());
            return vertx.createHttpServer(options)
                    .requestHandler(request -> front.handle(request, context))
                    .listen(address)
                    .onSuccess(server -> port.set(server.actualPort()));
        }
    }
}
