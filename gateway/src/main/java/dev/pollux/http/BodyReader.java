package dev.pollux.http;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.room.Room;
import dev.pollux.socket.Piece;
import dev.pollux.thread.Threads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Reads the body of one request within a limit of bytes and of time; gives the body or a failure, once. */
final class BodyReader {
    private final Consumer<BodyReader> read;
    private final Consumer<Failure> failed;
    private final int limit;
    private final Room room;
    private final ArrayDeque<Buffer> pieces = new ArrayDeque<>();
    /** A large body whose length was told: it is filled as its bytes come, and never copied. */
    private byte @Nullable [] large;
    private int length;
    private long held;
    private boolean over;

    private BodyReader(int limit, Room room, Consumer<BodyReader> read, Consumer<Failure> failed) {
        this.limit = limit;
        this.room = room;
        this.read = read;
        this.failed = failed;
    }

    /**
     * Runs on the request's event loop, and gives its result there.
     *
     * @param room holds the bytes of what is read: whoever gets a body frees them
     */
    static void read(HttpServerRequest request, Executor eventLoop, int limit, Room room,
            Consumer<BodyReader> read, Consumer<Failure> failed) {
        new BodyReader(limit, room, read, failed).start(request, eventLoop);
    }

    /** Bytes of the body that has been read. */
    int length() {
        return length;
    }

    /** The body that has been read: of a large one no work for an event loop. Once. */
    byte[] body() {
        if (large != null) {
            return large;
        }
        if (pieces.size() == 1) {
            return Piece.bytes(pieces.remove());
        }
        assert Threads.mayWorkOn(length);
        byte[] all = new byte[length];
        for (int at = 0; !pieces.isEmpty();) { // each is let go as soon as it is copied
            Buffer piece = pieces.remove();
            piece.getBytes(all, at);
            at += piece.length();
        }
        return all;
    }

    private void start(HttpServerRequest request, Executor eventLoop) {
        long announced = announced(request);
        if (announced > limit) {
            fail(tooLarge());
            return;
        }
        if (announced > Threads.LARGE) {
            if (!hold(announced)) {
                return;
            }
            makeRoom((int) announced, request, eventLoop);
        }
        Connection.of(request).ifPresent(connection -> connection.whenBodyIsSlow(() -> fail(
                Failure.of(Failure.Kind.CLIENT_SLOW, "The body of the request did not arrive in time."))));
        request.exceptionHandler(_ -> fail(
                Failure.of(Failure.Kind.CLIENT_GONE, "The body of the request broke off.")));
        request.handler(this::take);
        request.endHandler(_ -> end());
    }

    /** Even to clear so many bytes takes milliseconds: the body waits for that meanwhile. */
    private void makeRoom(int bytes, HttpServerRequest request, Executor eventLoop) {
        request.pause();
        Threads.start(() -> {
            byte[] room = new byte[bytes];
            eventLoop.execute(() -> {
                large = room;
                request.resume();
            });
        });
    }

    private void take(Buffer piece) {
        if (over) {
            return;
        }
        if (length + piece.length() > limit) {
            fail(tooLarge());
            return;
        }
        if (large != null) {
            piece.getBytes(large, length);
        } else if (length + piece.length() <= Threads.LARGE || held > 0 || hold(limit)) {
            pieces.add(piece);
        }
        length += piece.length();
    }

    private void end() {
        if (finish()) {
            room.free(held == 0 ? 0 : held - length);
            read.accept(this);
        }
    }

    private void fail(Failure failure) {
        if (finish()) {
            room.free(held);
            pieces.clear();
            failed.accept(failure);
        }
    }

    /** Where a length was not told, it may be the longest. */
    private boolean hold(long bytes) {
        try {
            room.hold(bytes);
            held = bytes;
            return true;
        } catch (FailureException e) {
            fail(e.failure());
            return false;
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
