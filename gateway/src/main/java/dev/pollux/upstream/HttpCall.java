package dev.pollux.upstream;

import dev.pollux.dialect.Parcel;
import dev.pollux.dialect.Wire;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.room.Room;
import dev.pollux.upstream.Intake.Head;
import dev.pollux.vendor.Vendor;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * One HTTP request to a vendor and its answer, piece by piece.
 *
 * <p>Begins on an event loop, that of the client's connection, so that both sockets of an exchange are served by one
 * thread; is read by the exchange's virtual thread, which waits. Redirects are not followed and credentials go into a
 * header, so a key reaches no other host. {@link #close} gives the connection back or, where the answer is not at its
 * end, breaks it off.
 */
final class HttpCall implements AutoCloseable {
    private final HttpCallAlarm alarm;
    private final Intake intake;
    private final HttpCallPool pool;
    private final HttpCallOptions addressed;
    private final Executor eventLoop;
    private final UpstreamConfig config;
    private final boolean streamed;
    private final Vigil vigil;
    private final HttpCallTalk talk;
    private final HttpCallInflow inflow;
    private final Room.Share share;
    private boolean shareGiven; // on the exchange's thread only
    private final long begun;
    private long sent = System.nanoTime();
    private boolean anew;
    private @Nullable HttpClientRequest request; // on the event loop only
    private boolean closed; // on the event loop only

    /**
     * @param streamed the answer is read piece by piece, so that a slow reader slows the vendor
     * @param share of the room for large answers
     * @param vigil kept while the vendor is silent
     * @param begun when the exchange began that may last so long
     */
    HttpCall(HttpCallPool pool, HttpCallOptions addressed, Errand errand, UpstreamConfig config, boolean streamed,
            Room.Share share, Vigil vigil, long begun) {
        this.pool = pool;
        this.addressed = addressed;
        this.alarm = new HttpCallAlarm(pool.wheel());
        this.intake = new Intake(alarm);
        this.eventLoop = errand.eventLoop();
        this.talk = HttpCallTalk.of(errand.transcript().withVendor());
        this.config = config;
        this.streamed = streamed;
        this.share = share;
        this.vigil = vigil;
        this.begun = begun;
        this.inflow = new HttpCallInflow(intake, talk, share, config, streamed, eventLoop);
    }

    /** A connection that was kept is not good enough: another of them was dead. Before anything is sent. */
    HttpCall anew() {
        anew = true;
        return this;
    }

    /** Sends a POST with a body, or a GET without one. */
    void send(Vendor vendor, Wire wire, String key) {
        RequestOptions options = addressed.of(vendor, wire, key);
        talk.asks(options, key);
        talk.asks(wire.body());
        talk.asked();
        connect(options, opened -> HttpCallBody.send(opened, wire.body()), () -> {});
    }

    /** Sends a request as it is; what is not held of its body follows by the flow that this gives. */
    HttpCallBody send(Vendor vendor, Parcel parcel, String key) {
        var body = new HttpCallBody(talk);
        RequestOptions options = addressed.of(vendor, parcel, key);
        talk.asks(options, key);
        connect(options, opened -> {
            if (parcel.rest().isEmpty()) {
                talk.asks(parcel.start());
                talk.asked();
                return HttpCallBody.send(opened, parcel.start());
            }
            opened.setChunked(parcel.length().isEmpty());
            body.open(opened);
            return opened.response();
        }, body::refuse);
        return body;
    }

    private void connect(RequestOptions options, Function<HttpClientRequest, Future<HttpClientResponse>> sending,
            Runnable refused) {
        eventLoop.execute(() -> pool.request(options, anew).onComplete(connected -> {
            if (connected.failed()) {
                inflow.fail(HttpCallFailures.beforeHead(connected.cause()));
                refused.run();
                return;
            }
            request = connected.result();
            request.exceptionHandler(_ -> {}); // told by the futures; else each reset would be an error in the log
            request.connection().exceptionHandler(_ -> {});
            if (closed) {
                request.reset();
                refused.run();
                return;
            }
            sending.apply(request).onComplete(answered -> {
                if (answered.failed()) {
                    inflow.fail(HttpCallFailures.beforeHead(answered.cause()));
                } else {
                    inflow.begin(answered.result());
                }
            });
        }));
    }

    /** A body that took its time has been sent: only now the vendor can be expected to answer. */
    void isSent() {
        sent = System.nanoTime();
    }

    /** How the answer begins; waits for the first byte at most as long as the settings say. */
    Head head() {
        Head head = vigil.await(Math.min(sent + config.firstByte().toNanos(), begun + config.total().toNanos()),
                intake::awaitHead);
        if (head == null) {
            throw new FailureException(Failure
                    .of(Failure.Kind.UPSTREAM_TIMEOUT, "The upstream did not begin its answer in time.")
                    .withCode(Failure.LATE));
        }
        return head;
    }

    /** The rest of the answer in one piece. */
    byte[] rest() {
        if (streamed) {
            return restOfStream();
        }
        byte[] all = intake.awaitEnd(begun + config.total().toNanos());
        if (all == null) {
            throw failure(Failure.Kind.UPSTREAM_STALLED, "The upstream did not finish its answer in time.");
        }
        return all;
    }

    /**
     * The next piece of the answer: of no bytes at its end, {@code null} if nothing came within {@code wait}.
     *
     * @param wait nanoseconds
     */
    byte @Nullable [] piece(long wait) {
        long end = begun + config.total().toNanos();
        byte[] piece = vigil.await(Math.min(System.nanoTime() + wait, end), intake::awaitPiece);
        if (System.nanoTime() - end >= 0) {
            throw failure(Failure.Kind.UPSTREAM_STALLED, "The upstream's answer took longer than a stream may last.");
        }
        inflow.taken();
        return piece;
    }

    /** The headers of an answer that has begun, as they came. */
    List<Map.Entry<String, String>> headers() {
        return inflow.headers();
    }

    /** Whether a byte of an answer came. */
    boolean hasBegun() {
        return intake.hasBegun();
    }

    /** Tells the call that it is over: a connection that is at the end of its answer goes back to the pool. */
    @Override
    public void close() {
        alarm.cancel();
        if (!shareGiven) {
            share.close();
        }
        if (intake.isOver()) {
            return;
        }
        talk.ends("broken off by the gateway");
        eventLoop.execute(() -> {
            closed = true;
            if (request != null && !intake.isOver()) {
                request.reset();
            }
        });
    }

    private byte[] restOfStream() {
        var all = new ArrayDeque<byte[]>();
        int length = 0;
        while (true) {
            byte[] piece = piece(config.idle().toNanos());
            if (piece == null) {
                throw failure(Failure.Kind.UPSTREAM_STALLED, "The upstream fell silent in the middle of its answer.");
            }
            if (piece.length == 0) {
                return Intake.joined(all, length);
            }
            all.add(piece);
            length += piece.length;
            share.hold(length);
            if (length > config.answerLimit()) {
                throw HttpCallInflow.tooLong();
            }
        }
    }

    /** What the answer takes up of the room for large ones; given back by {@link #close}. */
    Room.Share share() {
        return share;
    }

    /** The same, given back by whoever has it now. */
    Room.Share giveShare() {
        shareGiven = true;
        return share;
    }

    private static FailureException failure(Failure.Kind kind, String message) {
        return new FailureException(Failure.of(kind, message));
    }
}
