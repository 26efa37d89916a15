package dev.pollux.http;

import dev.pollux.dialect.Parcel;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a request that its exchange takes piece by piece: nothing is read from the socket that nobody has asked for.
 */
final class Inflow implements Parcel.Body {
    private static final byte[] END = {};

    /** A piece or the end, or why there is none. */
    private sealed interface Arrival {
        record Piece(byte[] bytes) implements Arrival {}

        record Broken(Failure failure) implements Arrival {}
    }

    private final HttpServerRequest request;
    private final Executor eventLoop;
    private final Duration patience;
    private final long limit;
    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
    private long taken;

    private Inflow(HttpServerRequest request, Executor eventLoop, long limit, Duration patience) {
        this.request = request;
        this.eventLoop = eventLoop;
        this.limit = limit;
        this.patience = patience;
    }

    /**
     * Stops the body until somebody asks for it. On the request's event loop.
     *
     * @param limit bytes of the whole
     * @param patience for the next piece
     */
    static Inflow of(HttpServerRequest request, Executor eventLoop, long limit, Duration patience) {
        var inflow = new Inflow(request, eventLoop, limit, patience);
        Connection.of(request).ifPresent(Connection::bodyIsWatched);
        request.pause();
        request.handler(inflow::take);
        request.endHandler(_ -> inflow.arrived.add(new Arrival.Piece(END)));
        request.exceptionHandler(_ -> inflow.arrived.add(new Arrival.Broken(
                Failure.of(Failure.Kind.CLIENT_GONE, "The body of the request broke off."))));
        return inflow;
    }

    @Override
    public byte[] next() {
        eventLoop.execute(() -> request.fetch(1));
        Arrival arrival;
        try {
            arrival = arrived.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."), e);
        }
        return switch (arrival) {
            case null -> throw new FailureException(Failure.of(Failure.Kind.CLIENT_SLOW,
                    "The body of the request did not go on in time."));
            case Arrival.Broken(var failure) -> throw new FailureException(failure);
            case Arrival.Piece(var bytes) -> counted(bytes);
        };
    }

    private byte[] counted(byte[] bytes) {
        taken += bytes.length;
        if (taken > limit) {
            throw tooLarge(limit);
        }
        return bytes;
    }

    static FailureException tooLarge(long limit) {
        return new FailureException(Failure.of(Failure.Kind.TOO_LARGE,
                "The body of the request is longer than " + limit + " bytes.").withCode("request_too_large"));
    }

    private void take(Buffer piece) {
        if (piece.length() == 0) {
            request.fetch(1);
        } else {
            arrived.add(new Arrival.Piece(piece.getBytes()));
        }
    }
}
