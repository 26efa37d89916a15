package dev.pollux.http;

import dev.pollux.model.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Reads the body of one request within a limit of bytes and of time; gives the body or a failure, once. */
final class BodyReader {
    private final Consumer<byte[]> read;
    private final Consumer<Failure> failed;
    private final int limit;
    private @Nullable Buffer body;
    private boolean over;

    private BodyReader(int limit, Consumer<byte[]> read, Consumer<Failure> failed) {
        this.limit = limit;
        this.read = read;
        this.failed = failed;
    }

    /** Runs on the request's event loop, and gives its result there. */
    static void read(HttpServerRequest request, int limit, Consumer<byte[]> read,
            Consumer<Failure> failed) {
        new BodyReader(limit, read, failed).start(request);
    }

    private void start(HttpServerRequest request) {
        if (announced(request) > limit) {
            fail(tooLarge());
            return;
        }
        Connection.of(request).whenBodyIsSlow(() -> fail(
                Failure.of(Failure.Kind.CLIENT_SLOW, "The body of the request did not arrive in time.")));
        request.exceptionHandler(_ -> fail(
                Failure.of(Failure.Kind.CLIENT_GONE, "The body of the request broke off.")));
        request.handler(this::take);
        request.endHandler(_ -> end());
    }

    private void take(Buffer piece) {
        if (over) {
            return;
        }
        Buffer begun = body;
        if ((begun == null ? 0 : begun.length()) + piece.length() > limit) {
            fail(tooLarge());
            return;
        }
        body = begun == null ? piece : begun.appendBuffer(piece); // most bodies come in one piece
    }

    private void end() {
        if (finish()) {
            read.accept(body == null ? new byte[0] : body.getBytes());
        }
    }

    private void fail(Failure failure) {
        if (finish()) {
            failed.accept(failure);
        }
    }

    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        return true;
    }

    private Failure tooLarge() {
        return Failure.of(Failure.Kind.TOO_LARGE, "The body of the request is longer than " + limit + " bytes.")
                .withCode("request_too_large");
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException _) {
            return 0; // the parser has refused what is no number
        }
    }
}
