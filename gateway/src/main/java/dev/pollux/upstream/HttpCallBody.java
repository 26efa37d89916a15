package dev.pollux.upstream;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
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

    /** The bytes themselves, where the client's own way would copy them. */
    static Buffer buffer(byte[] bytes) {
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
