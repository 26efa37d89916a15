package dev.pollux.upstream;

import dev.pollux.upstream.UpstreamConfig.Connections;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
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
 * same, those of the client's own pool, where the bound is too small to be shared out, and with HTTP/2, of which one
 * connection carries many calls.
 */
final class HttpCallPool implements AutoCloseable {
    /** Connections that an event loop's share must hold at least. */
    private static final int FEWEST = 16;
    /** How often idle connections are looked at. */
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Bounds bounds;
    private final Map<EventExecutor, Source> sources = new HashMap<>();
    private final Map<EventExecutor, HttpCallLanes> lanes = new HashMap<>();
    private final List<HttpClientAgent> clients = new ArrayList<>();
    private final long sweeping;
    private final HashedWheelTimer wheel = new HashedWheelTimer(
            task -> Thread.ofPlatform().name("pollux-alarms").daemon().unstarted(task), HttpCallAlarm.TICK_MILLIS,
            TimeUnit.MILLISECONDS);

    /** What a pool is made for: with others it is another pool. */
    private record Bounds(Connections connections, Duration total) {
        static Bounds of(UpstreamConfig config) {
            return new Bounds(config.connections(), config.total());
        }
    }

    /** Where an event loop has its connections from. */
    interface Source {
        /**
         * A connection for one request, on that event loop; fails as a connection does.
         *
         * @param anew not by one that was kept, if there is a choice
         */
        Future<HttpClientRequest> request(RequestOptions options, boolean anew, ContextInternal context);
    }

    HttpCallPool(Vertx vertx, UpstreamConfig config) {
        this.vertx = vertx;
        this.bounds = Bounds.of(config);
        wheel.start(); // the first alarm would wait for that
        List<EventExecutor> loops = new ArrayList<>();
        ((VertxInternal) vertx).nettyEventLoopGroup().forEach(loops::add);
        var making = new HttpCallClients(vertx, bounds.connections(), bounds.total());
        if (bounds.connections().http2() || bounds.connections().most() < FEWEST * loops.size()) {
            HttpClientAgent shared = making.client(making.share(1));
            clients.add(shared);
            loops.forEach(loop -> sources.put(loop, (options, _, _) -> shared.request(options)));
        } else {
            HttpCallLane.Bounds share = making.share(loops.size());
            loops.forEach(loop -> {
                HttpClientAgent client = making.client(share);
                clients.add(client);
                lanes.put(loop, new HttpCallLanes(client, share, making::prepare));
            });
            sources.putAll(lanes);
        }
        this.sweeping = vertx.setPeriodic(SWEEP.toMillis(), _ -> sweep());
    }

    private void sweep() {
        lanes.forEach((loop, own) -> loop.execute(own::sweep));
    }

    /** Whether it serves other settings as well as a new one would. */
    boolean suits(UpstreamConfig config) {
        return bounds.equals(Bounds.of(config));
    }

    /** A request on a connection of the event loop which runs this, as {@link Source#request}. */
    Future<HttpClientRequest> request(RequestOptions options, boolean anew) {
        ContextInternal context = ContextInternal.current();
        return Objects.requireNonNull(sources.get(context.nettyEventLoop())).request(options, anew, context);
    }

    HashedWheelTimer wheel() {
        return wheel;
    }

    @Override
    public void close() {
        vertx.cancelTimer(sweeping);
        clients.forEach(HttpClientAgent::close);
        wheel.stop();
    }
}
