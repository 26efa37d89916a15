package dev.pollux.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.http.impl.HttpClientRequestImpl;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The connections of one event loop to one address by HTTP/1: each carries one call at a time, and the one that was used
 * last carries the next. Only that event loop comes here.
 */
final class HttpCallLane {
    private final HttpClientAgent client;
    private final HttpConnectOptions address;
    private final Bounds bounds;
    private final Consumer<HttpClientConnection> prepare;
    /** First the one that was used last. */
    private final ArrayDeque<Kept> idle = new ArrayDeque<>();
    private final ArrayDeque<Wish> waiting = new ArrayDeque<>();
    private int open;

    /**
     * What a lane may have.
     *
     * @param most connections, with those that are being made
     * @param waiting requests, when all connections are in use
     * @param lifetime milliseconds after which a connection takes no further request
     */
    record Bounds(int most, int waiting, long lifetime) {}

    /** Somebody wants a connection for this. */
    private record Wish(RequestOptions options, boolean anew, ContextInternal context,
            Promise<HttpClientRequest> granted) {}

    /** A connection that is kept for the next request. */
    private static final class Kept {
        private final HttpClientConnection connection;
        private boolean gone;

        Kept(HttpClientConnection connection) {
            this.connection = connection;
        }
    }

    /** @param prepare is told each new connection */
    HttpCallLane(HttpClientAgent client, HttpConnectOptions address, Bounds bounds,
            Consumer<HttpClientConnection> prepare) {
        this.client = client;
        this.address = address;
        this.bounds = bounds;
        this.prepare = prepare;
    }

    /**
     * A request on a connection of its own, until its answer is complete or it is reset. Fails with
     * {@link ConnectionPoolTooBusyException} if too many wait, and with whatever kept a connection from being made.
     *
     * @param anew on a new one; if no more may be made, in place of the one that has been idle the longest
     */
    Future<HttpClientRequest> request(RequestOptions options, boolean anew, ContextInternal context) {
        Promise<HttpClientRequest> granted = context.promise();
        var wish = new Wish(options, anew, context, granted);
        if (grant(wish)) {
            return granted.future();
        }
        if (waiting.size() < bounds.waiting()) {
            waiting.add(wish);
        } else {
            granted.fail(new ConnectionPoolTooBusyException("Too many requests wait for a connection."));
        }
        return granted.future();
    }

    /** Closes what has been idle too long, or is too old. */
    void sweep() {
        List.copyOf(idle).stream().filter(this::isStale).forEach(kept -> kept.connection.close());
    }

    /** Whether there is nothing to keep. */
    boolean isEmpty() {
        return open == 0 && waiting.isEmpty();
    }

    private boolean grant(Wish wish) {
        if (wish.anew() && open == bounds.most() && !idle.isEmpty()) {
            idle.removeLast().connection.close();
        }
        Kept kept = wish.anew() ? null : kept();
        if (kept != null) {
            begin(kept, wish);
        } else if (open < bounds.most()) {
            connect(wish);
        } else {
            return false;
        }
        return true;
    }

    private @Nullable Kept kept() {
        for (Kept kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (!isStale(kept)) {
                return kept;
            }
            kept.connection.close();
        }
        return null;
    }

    private boolean isStale(Kept kept) {
        return !kept.connection.isValid()
                || System.currentTimeMillis() - kept.connection.creationTimestamp() > bounds.lifetime();
    }

    private void connect(Wish wish) {
        open++;
        client.connect(address).onComplete(made -> {
            if (made.succeeded()) {
                begin(keep(((UnpooledHttpClientConnection) made.result()).unwrap()), wish);
            } else {
                open--;
                wish.granted().fail(made.cause());
                grantNext();
            }
        });
    }

    private Kept keep(HttpClientConnection connection) {
        var kept = new Kept(connection);
        connection.evictionHandler(_ -> {
            kept.gone = true;
            idle.remove(kept);
            open--;
            grantNext();
        });
        prepare.accept(connection);
        return kept;
    }

    private void begin(Kept kept, Wish wish) {
        HttpClientConnection connection = kept.connection;
        connection.createStream(wish.context()).onComplete(begun -> {
            if (begun.failed()) {
                wish.granted().fail(begun.cause());
                return;
            }
            begun.result().closeHandler(_ -> free(kept));
            var request = new HttpClientRequestImpl(connection.authority(), connection, begun.result());
            request.init(wish.options());
            wish.granted().complete(request);
        });
    }

    /** The call on it is over; if that was not the end of the connection, it is there for another. */
    private void free(Kept kept) {
        if (!kept.gone) {
            idle.addFirst(kept);
            grantNext();
        }
    }

    private void grantNext() {
        for (Wish next = waiting.poll(); next != null; next = waiting.poll()) {
            if (!grant(next)) {
                waiting.addFirst(next);
                return;
            }
        }
    }
}
