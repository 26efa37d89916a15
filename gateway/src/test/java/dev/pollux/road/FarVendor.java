package dev.pollux.road;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/** A vendor with OpenAI's dialect, in clear text or behind TLS, that speaks HTTP/2 if it shall. */
final class FarVendor implements AutoCloseable {
    static final String ANSWER = """
            {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",\
            "message":{"role":"assistant","content":"Well"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,\
            "total_tokens":2}}""";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What it saw of a call. */
    record Call(HttpVersion version, HttpConnection connection, String authority) {}

    /** How it is reached. */
    enum Manner {
        PLAIN, TLS, HTTP2
    }

    /** @param script answers a call whose body has come */
    FarVendor(Manner manner, Authority authority, Handler<HttpServerRequest> script) throws Exception {
        this(manner, authority, 100, script);
    }

    /** @param streams that it allows on one connection */
    FarVendor(Manner manner, Authority authority, int streams, Handler<HttpServerRequest> script) throws Exception {
        var options = new HttpServerOptions();
        if (manner != Manner.PLAIN) {
            options.setSsl(true).setUseAlpn(true).setKeyCertOptions(authority.identity("vendor.test", "localhost"))
                    .setAlpnVersions(manner == Manner.HTTP2
                            ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)
                            : List.of(HttpVersion.HTTP_1_1))
                    .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(streams));
        }
        server = await(vertx.createHttpServer(options).requestHandler(request -> {
            calls.add(new Call(request.version(), request.connection(), String.valueOf(request.authority())));
            request.body().onSuccess(_ -> script.handle(request));
        }).listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    /** In the order in which they came. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    static void answer(HttpServerRequest request) {
        request.response().putHeader("content-type", "application/json").end(ANSWER);
    }

    /** Begins a stream and says one word. */
    static void begin(HttpServerRequest request) {
        request.response().putHeader("content-type", "text/event-stream").setChunked(true).write(frame("Well"));
    }

    /** Ends what {@link #begin} began. */
    static void end(HttpServerRequest request) {
        request.response().end(frame(" said") + """
                data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m",\
                "choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: [DONE]

                """);
    }

    static String frame(String text) {
        return """
                data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m",\
                "choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}

                """.formatted(text);
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
