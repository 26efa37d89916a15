package dev.pollux.media;

import dev.pollux.model.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** One call on its event loop: collects a file within its bounds, and closes the connection when it has seen enough. */
final class Download {

    /** What came back. */
    sealed interface Answer {
        /** The file, with the type that its server says. */
        record File(String declared, byte[] bytes) implements Answer {}

        /** It is elsewhere. */
        record Redirect(String location) implements Answer {}
    }

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final FetchConfig config;
    private final AtomicLong budget;
    private final LongConsumer counted;
    private final Promise<Answer> answer = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private volatile @Nullable HttpClientRequest request;
    private volatile boolean ended;

    /**
     * @param budget bytes that all files of the request may still have
     * @param counted is told of each piece how much it takes up; throws if there is no room for it
     */
    Download(FetchConfig config, AtomicLong budget, LongConsumer counted) {
        this.config = config;
        this.budget = budget;
        this.counted = counted;
    }

    Future<Answer> start(HttpClient client, RequestOptions options) {
        open(client, options).onComplete(opened -> {
            this.request = opened;
            // Else each server that speaks nonsense costs a stack trace in our log.
            opened.connection().exceptionHandler(this::fail);
            if (ended) {
                close();
                return;
            }
            opened.send().onComplete(this::head, this::fail);
        }, this::fail);
        return answer.future();
    }

    private static Future<HttpClientRequest> open(HttpClient client, RequestOptions options) {
        try {
            return client.request(options);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e); // a host that the client's own rules do not allow
        }
    }

    /** Ends it wherever it is; does nothing once it has ended. */
    void close() {
        ended = true;
        HttpClientRequest open = request;
        if (open != null) {
            open.reset();
        }
    }

    private void head(HttpClientResponse response) {
        // Must come first: without it a broken body goes to the log as an error of ours.
        response.exceptionHandler(this::fail);
        try {
            take(response);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void take(HttpClientResponse response) {
        String location = response.getHeader(HttpHeaders.LOCATION);
        if (REDIRECTS.contains(response.statusCode()) && location != null) {
            answer.tryComplete(new Answer.Redirect(location));
            close();
            return;
        }
        if (response.statusCode() != 200) {
            throw new RefusedException("its server answered with status " + response.statusCode());
        }
        String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedException("its server compressed it although it was asked not to");
        }
        String header = response.getHeader(HttpHeaders.CONTENT_TYPE);
        String declared = FileType.declared(header == null ? "" : header);
        if (!declared.isEmpty() && !FileType.isAllowed(declared, config.contentTypes())) {
            throw new RefusedException("its content type is not one of those that are taken");
        }
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (length.length() > 18 || Long.parseLong(length) > config.maxBytes())) {
            throw tooLong();
        }
        response.endHandler(_ -> answer.tryComplete(new Answer.File(declared, body.getBytes())));
        response.handler(this::collect);
    }

    private void collect(Buffer piece) {
        if (ended) {
            return;
        }
        if (body.length() + (long) piece.length() > config.maxBytes()) {
            fail(tooLong());
        } else if (budget.addAndGet(-piece.length()) < 0) {
            fail(new RefusedException("the remote files of the request have more than " + config.maxTotalBytes()
                    + " bytes together"));
        } else {
            append(piece);
        }
    }

    private void append(Buffer piece) {
        try {
            counted.accept(encoded(body.length() + piece.length()) - encoded(body.length()));
            body.appendBuffer(piece);
        } catch (FailureException e) {
            fail(e);
        }
    }

    /** As long as it is in a request. */
    private static long encoded(long bytes) {
        return (bytes + 2) / 3 * 4;
    }

    private RefusedException tooLong() {
        return new RefusedException("it has more than " + config.maxBytes() + " bytes");
    }

    private void fail(Throwable cause) {
        answer.tryFail(cause instanceof RefusedException || cause instanceof FailureException
                ? cause
                : new RefusedException("its server could not be reached, or its answer broke off"));
        close();
    }
}
