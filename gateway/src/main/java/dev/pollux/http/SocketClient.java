package dev.pollux.http;

import dev.pollux.exchange.Client;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.thread.Loop;
import dev.pollux.thread.Threads;
import dev.pollux.transcript.Talk;
import dev.pollux.transcript.Transcript;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * The way back over the socket that a request came from.
 *
 * <p>When the socket closes before the answer is complete, the thread of the exchange is interrupted: whatever it waits
 * for ends at once, and everything that it holds is given back.
 */
final class SocketClient implements Client, Workload.Guest {
    /** The most that is written at once. */
    private static final int PIECE = 64 * 1024;
    private static final String COMPLETE = "complete";
    private static final byte[] NOTHING = {};

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Loop loop;
    private final Transcript transcript;
    private final Talk talk;
    private volatile @Nullable Thread exchange;
    private volatile @Nullable Failure stopped;
    private volatile boolean gone;
    private volatile boolean done;

    SocketClient(HttpServerRequest request, Loop loop, Transcript transcript) {
        this.request = request;
        this.response = request.response();
        this.loop = loop;
        this.transcript = transcript;
        this.talk = transcript.withClient();
        if (talk.isHeard()) {
            talk.asks(request.method() + " " + request.uri(), request.headers());
        }
        response.exceptionHandler(_ -> leave());
        response.closeHandler(_ -> leave());
    }

    /** Starts an exchange for a request of so many bytes: on the connection's own event loop unless they are many. */
    void start(int bytes, Runnable task) {
        if (bytes < Threads.LARGE) {
            loop.start(task);
        } else {
            Threads.start(task);
        }
    }

    /** What is said with this client. */
    Talk talk() {
        return talk;
    }

    @Override
    public Transcript transcript() {
        return transcript;
    }

    /** The calling thread is that of the exchange from now on. */
    void servedByThisThread() {
        exchange = Thread.currentThread();
        if (gone || stopped != null) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the exchange from our side. */
    @Override
    public void stop(Failure why) {
        stopped = why;
        interrupt();
    }

    @Override
    public Optional<Failure> stopped() {
        return Optional.ofNullable(stopped);
    }

    @Override
    public String address() {
        // a proxy in front of us that takes off TLS says so; who else says so deceives only himself
        boolean tls = request.isSSL() || "https".equalsIgnoreCase(request.getHeader("x-forwarded-proto"));
        return (tls ? "https://" : "http://") + request.authority();
    }

    @Override
    public Executor eventLoop() {
        return loop;
    }

    @Override
    public void answer(int status, String contentType, Map<String, String> headers, byte[] body) {
        if (gone) {
            return;
        }
        if (response.headWritten()) { // in the midst of a long one
            abort(NOTHING);
            return;
        }
        closeIfUnread();
        response.setStatusCode(status);
        response.headers().set(HttpHeaders.CONTENT_TYPE, contentType);
        headers.forEach(response.headers()::set); // may throw: whoever asked can still be told
        tellHead();
        talk.answers(body);
        if (body.length > PIECE) {
            response.putHeader("content-length", Integer.toString(body.length));
            if (!request.method().equals(HttpMethod.HEAD)) {
                pour(body);
            }
            end(NOTHING);
            return;
        }
        done = true;
        talk.ends(COMPLETE);
        var _ = response.end(buffer(body)); // what becomes of it the close handler tells, as of every write
    }

    /** Many bytes go in pieces, each when there is room for it: else all would be copied to the socket's memory at once. */
    private void pour(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += PIECE) {
            int length = Math.min(PIECE, bytes.length - at);
            refuseIfGone();
            var _ = response.write(length == bytes.length
                    ? buffer(bytes)
                    : Buffer.buffer(length).appendBytes(bytes, at, length));
            if (response.writeQueueFull()) {
                awaitDrain();
            }
        }
    }

    @Override
    public void pass(int status, List<Map.Entry<String, String>> headers) {
        closeIfUnread();
        response.setStatusCode(status);
        headers.forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        response.setChunked(!response.headers().contains("content-length"));
        tellHead();
    }

    @Override
    public void begin(String contentType, Map<String, String> headers) {
        response.setChunked(true)
                .putHeader("content-type", contentType)
                .putHeader("cache-control", "no-cache")
                .putHeader("x-accel-buffering", "no"); // nginx in front of us would hold the frames back
        headers.forEach(response::putHeader);
        tellHead();
    }

    @Override
    public void write(byte[] bytes) {
        talk.answers(bytes);
        pour(bytes);
    }

    @Override
    public void end(byte[] bytes) {
        if (bytes.length > PIECE) {
            write(bytes);
            end(NOTHING);
            return;
        }
        refuseIfGone();
        done = true;
        talk.answers(bytes);
        talk.ends(COMPLETE);
        var _ = bytes.length == 0 ? response.end() : response.end(buffer(bytes));
    }

    @Override
    public void abort(byte[] bytes) {
        if (gone || done) {
            return;
        }
        done = true;
        talk.answers(bytes);
        talk.ends("broken off by the gateway");
        // without the last chunk of the body, so that every HTTP client sees that something is missing
        Future<Void> last = bytes.length == 0 ? Future.succeededFuture() : response.write(buffer(bytes));
        last.onComplete(_ -> request.connection().close());
    }

    private void tellHead() {
        if (talk.isHeard()) {
            if (request.isEnded()) {
                talk.asked();
            }
            talk.answers(response.getStatusCode() + " " + response.getStatusMessage(), response.headers());
        }
    }

    /** A body that nobody will read is not waited for. */
    private void closeIfUnread() {
        if (!request.isEnded()) {
            response.putHeader("connection", "close");
        }
    }

    private void awaitDrain() {
        Thread waiting = Thread.currentThread();
        response.drainHandler(_ -> LockSupport.unpark(waiting));
        while (response.writeQueueFull()) {
            refuseIfGone();
            LockSupport.park(this); // a client that takes nothing is ended by its Connection
        }
    }

    private void refuseIfGone() {
        if (gone || Thread.interrupted()) {
            throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."));
        }
    }

    private void leave() {
        if (done || gone) {
            return;
        }
        gone = true;
        talk.ends("the client has left");
        interrupt();
    }

    private void interrupt() {
        Thread thread = exchange;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** The bytes themselves, where the server's own way would copy them. */
    private static Buffer buffer(byte[] bytes) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
    }
}
