package dev.pollux.upstream;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.thread.Threads;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.internal.buffer.BufferInternal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of a request on its way to a vendor, piece by piece.
 *
 * <p>Each piece is waited for until the socket has taken it, so that a vendor that reads slowly slows its client. For the
 * exchange's thread.
 */
final class HttpCallBody {
    /** Bytes of a long body that are written at once. */
    private static final int PIECE = 64 * 1024;

    private final CompletableFuture<HttpClientRequest> opened = new CompletableFuture<>();
    private final HttpCallTalk talk;

    HttpCallBody(HttpCallTalk talk) {
        this.talk = talk;
    }

    /** The connection stands. On the event loop. */
    void open(HttpClientRequest request) {
        opened.complete(request);
    }

    /** There will be no connection; the call knows why. On the event loop. */
    void refuse() {
        opened.cancel(false);
    }

    /**
     * Sends a piece.
     *
     * @param wait nanoseconds at the most
     * @return false if nothing more can be sent: how the call ends tells why
     * @throws FailureException {@code UPSTREAM_STALLED} if the vendor takes nothing, {@code CLIENT_GONE}
     */
    boolean write(byte[] piece, long wait) {
        try {
            HttpClientRequest request = opened.get(wait, TimeUnit.NANOSECONDS);
            talk.asks(piece);
            request.write(buffer(piece)).toCompletionStage().toCompletableFuture()
                    .get(wait, TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException _) {
            return false;
        } catch (TimeoutException _) {
            throw new FailureException(Failure.of(Failure.Kind.UPSTREAM_STALLED,
                    "The upstream took nothing of the request for " + TimeUnit.NANOSECONDS.toSeconds(wait) + " s."));
        } catch (InterruptedException _) {
            throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."));
        }
    }

    /** Sends a body that is there: a short one at once. On the event loop. */
    static Future<HttpClientResponse> send(HttpClientRequest request, byte[] body) {
        if (body.length <= Threads.LARGE) {
            return body.length == 0 ? request.send() : request.send(buffer(body));
        }
        request.putHeader("content-length", Integer.toString(body.length));
        pour(request, body, 0);
        return request.response();
    }

    /** A long body goes in pieces, each when there is room for it: else all of it would be copied to the socket's memory. */
    private static void pour(HttpClientRequest request, byte[] body, int from) {
        for (int at = from; at < body.length; at += PIECE) {
            if (request.writeQueueFull()) {
                int next = at;
                request.drainHandler(_ -> pour(request, body, next));
                return;
            }
            int length = Math.min(PIECE, body.length - at);
            var _ = request.write(Buffer.buffer(length).appendBytes(body, at, length));
        }
        var _ = request.end();
    }

    /** The bytes themselves, where the client's own way would copy them. */
    private static Buffer buffer(byte[] bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }

    /** The body is complete. */
    void end() {
        talk.asked();
        var _ = opened.thenAccept(request -> {
            var _ = request.end();
        });
    }
}
