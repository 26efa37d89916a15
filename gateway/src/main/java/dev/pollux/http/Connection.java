package dev.pollux.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one client connection is doing and since when, seen between the HTTP parser and the server.
 *
 * <p>{@link #inspect} is called about once a second and ends what takes too long; there is no timer per request. A
 * request that comes while another is answered is never run: it is thrown away unread, so that we go on reading and
 * notice when the client leaves, and the connection closes after the answer. Lives on one event loop.
 */
final class Connection extends ChannelDuplexHandler {
    /** Bytes of requests that were not waited for; more is an attack or a broken client. */
    private static final long MOST_SURPLUS = 1 << 20;

    private final Limits limits;
    private final Consumer<Connection> gone;
    private long since = System.nanoTime();
    private boolean headBegun = true; // who connects has something to say
    private boolean readSomething;
    private boolean receiving;
    private final Owed owed = new Owed();
    private boolean watched;
    private boolean lingering;
    private boolean toldSlow;
    private boolean surplus;
    private long received;
    private @Nullable Outflow outflow; // for clients that have let something wait
    private long taken;
    private long takenLast;
    private @Nullable Runnable slowBody;
    private @Nullable ChannelHandlerContext context;

    /** @param gone is told when the connection is closed */
    Connection(Limits limits, Consumer<Connection> gone) {
        this.limits = limits;
        this.gone = gone;
    }

    /** The connection that a request came over; empty if it is closed. */
    static Optional<Connection> of(HttpServerRequest request) {
        return Optional.ofNullable(((HttpServerConnection) request.connection()).channelHandlerContext().pipeline()
                .get(Connection.class));
    }

    /** What to do, instead of closing, if the body that is being received is too slow. */
    void whenBodyIsSlow(Runnable slow) {
        slowBody = slow;
    }

    /** Whoever takes the body sees to it that it comes; for the request that is being received. */
    void bodyIsWatched() {
        watched = true;
    }

    /**
     * The answer to a request does not wait for the rest of it, which somebody throws away: within limits that is borne,
     * since a connection that is closed with bytes unread takes the answer from its client.
     */
    void linger() {
        if (receiving) {
            lingering = true;
            received = 0;
            since = System.nanoTime();
        }
    }

    /** Ends what has taken too long. */
    void inspect(long now) {
        if (context == null) {
            return;
        }
        long waited = now - since;
        if (hasStalled(context.channel(), now)) {
            var _ = context.close();
        } else if (lingering) {
            if (waited > limits.linger().toNanos() || isTooSlow(waited) || (toldSlow && !owed.any())) {
                var _ = context.close();
            }
        } else if (receiving) {
            if (!watched && (waited > limits.bodyTime().toNanos() || isTooSlow(waited))) {
                endSlowBody();
            }
        } else if (!owed.any() && waited > (headBegun ? limits.headTime() : limits.keepAlive()).toNanos()) {
            var _ = context.close();
        }
    }

    /** Ends it, whatever it is doing. */
    void close() {
        if (context != null) {
            var _ = context.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        readSomething = true;
        if (surplus || (message instanceof HttpRequest && (receiving || !owed.mayBeAsked()))) {
            throwAway(ctx, message);
            return;
        }
        if (message instanceof HttpRequest) {
            owed.asked();
            receiving = true;
            watched = false;
            received = 0;
            since = System.nanoTime();
        }
        if (message instanceof HttpContent content) {
            received += content.content().readableBytes();
        }
        if (lingering && received > limits.lingerBytes()) {
            ReferenceCountUtil.release(message);
            var _ = ctx.close();
            return;
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
            lingering &= !owed.any(); // else nobody was told that the connection closes
            slowBody = null;
            rest();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!readSomething && !owed.any() && !receiving && !headBegun) {
            headBegun = true;
            since = System.nanoTime();
        }
        readSomething = false;
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (isInterim(message)) {
            var _ = ctx.write(message, promise);
            return;
        }
        owed.writes(message);
        if (message instanceof LastHttpContent) {
            // its own promise: to listen to that of the server costs as much as several
            var _ = ctx.write(message, ctx.newPromise()).addListener(written -> {
                tell(written, promise);
                answered(ctx);
            });
        } else {
            var _ = ctx.write(message, promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone.accept(this);
        ctx.fireChannelInactive();
    }

    private static void tell(Future<?> written, ChannelPromise promise) {
        if (written.isSuccess()) {
            promise.trySuccess();
        } else {
            promise.tryFailure(written.cause());
        }
    }

    private void answered(ChannelHandlerContext ctx) {
        owed.answered();
        rest();
        if (surplus) {
            var _ = ctx.close();
        }
    }

    /** Nothing to do, if it is so. */
    private void rest() {
        if (!owed.any() && !receiving) {
            headBegun = false;
            since = System.nanoTime();
            if (lingering) {
                close();
            }
        }
    }

    private void throwAway(ChannelHandlerContext ctx, Object message) {
        surplus = true;
        received += message instanceof HttpContent content ? content.content().readableBytes() : limits.line();
        ReferenceCountUtil.release(message);
        if (received > MOST_SURPLUS + limits.body()) {
            var _ = ctx.close();
        }
    }

    private boolean isTooSlow(long waited) {
        long grace = limits.headTime().toNanos();
        return waited > grace && received < (waited - grace) / 1e9 * limits.bodyRate();
    }

    private void endSlowBody() {
        if (slowBody != null) {
            toldSlow = true; // and is not waited for again
            slowBody.run();
            slowBody = null;
        } else if (context != null) {
            var _ = context.close();
        }
    }

    /** Whether bytes wait for the client and it has taken none for too long. */
    private boolean hasStalled(Channel channel, long now) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            takenLast = now;
            return false;
        }
        if (outflow == null) {
            outflow = new Outflow();
            channel.pipeline().addFirst(outflow);
            takenLast = now;
        }
        long takenNow = outflow.taken(buffer);
        if (takenNow != taken) {
            taken = takenNow;
            takenLast = now;
        }
        return now - takenLast > limits.writeStall().toNanos();
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
