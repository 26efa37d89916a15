package dev.pollux.http;

import dev.pollux.thread.Loop;
import dev.pollux.thread.Threads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** The listening sockets: one {@link Listener} per event loop, all on one port. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long START_SECONDS = 30;
    /** For the last bytes of answers that are complete. */
    private static final long FLUSH_SECONDS = 2;
    /** Between two looks whether an event loop stands still: it does if it has done nothing in between. */
    private static final long LOOK_MILLIS = 500;

    private final List<Listener> listeners;
    private final Thread watch = Threads.ORDINARY.newThread(this::watch);
    private Future<?> stopped = Future.succeededFuture();

    /** Takes a request, on its event loop. */
    @FunctionalInterface
    public interface Handler {
        void handle(HttpServerRequest request, Loop loop);
    }

    private Server(List<Listener> listeners) {
        this.listeners = listeners;
        watch.start();
    }

    /**
     * Listens.
     *
     * @param handler of every request
     * @param lag is told, once a second for each event loop, by how many nanoseconds that came late
     * @throws ServerException if the address is taken or not ours
     */
    public static Server start(Vertx vertx, FrontConfig config, Handler handler, LongConsumer lag) {
        int loops = config.eventLoops() > 0 ? config.eventLoops() : Runtime.getRuntime().availableProcessors();
        var connections = Connections.within(config.limits());
        List<Listener> listeners = Stream.generate(() -> new Listener(vertx, config, handler, connections, lag))
                .limit(loops).toList();
        Future<?> listening = Future.all(listeners.stream().map(Listener::start).toList());
        try {
            listening.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
            return new Server(listeners);
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
        return listeners.getFirst().port();
    }

    /** How many are open. */
    public int connections() {
        return listeners.stream().mapToInt(Listener::connections).sum();
    }

    /** Waits until every request that came before has been seen by its {@link Front} and has entered the workload. */
    public void awaitTurn() {
        Future.join(listeners.stream().map(Listener::turn).toList()).toCompletionStage().toCompletableFuture().join();
    }

    /** Accepts no more connections, and closes each open one when it has nothing to do. */
    public void stopAccepting() {
        List<Future<Void>> each = new ArrayList<>();
        listeners.forEach(listener -> each.add(listener.stopAccepting()));
        stopped = Future.join(each);
    }

    private void watch() {
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                listeners.forEach(Listener::rescue);
            } catch (InterruptedException _) {
                return; // the server is closed
            } catch (RuntimeException | Error e) {
                LOG.error("The event loops could not be watched for a moment", e);
            }
        }
    }

    /** Ends what is still open, after the last bytes had their time. */
    @Override
    public void close() {
        if (!endsInTime(stopped)) {
            listeners.forEach(Listener::close);
            endsInTime(stopped); // what does not ends with the event loops
        }
        watch.interrupt();
    }

    private static boolean endsInTime(Future<?> work) {
        try {
            work.toCompletionStage().toCompletableFuture().get(FLUSH_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
