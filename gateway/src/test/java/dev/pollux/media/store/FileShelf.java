package dev.pollux.media.store;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Files by name behind an HTTP server: what the small stores of the tests have in common. */
abstract class FileShelf implements AutoCloseable {
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    FileShelf() {
        server = vertx.createHttpServer().requestHandler(request -> request.body()
                .onSuccess(body -> send(request, serve(call(request, body.getBytes()))))).listen(0, "127.0.0.1")
                .toCompletionStage().toCompletableFuture().join();
    }

    /**
     * What a client asks.
     *
     * @param uri path and query as they came
     * @param headers with lower-case names
     */
    record Call(String method, String path, String uri, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    record Reply(int status, Map<String, String> headers, byte[] body) {
        Reply(int status, String type, String body) {
            this(status, Map.of("Content-Type", type), body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    abstract Reply serve(Call call);

    private static Call call(HttpServerRequest request, byte[] body) {
        Map<String, String> headers = request.headers().entries().stream().collect(Collectors
                .toMap(header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (one, _) -> one));
        return new Call(request.method().name(), request.path(), request.uri(), headers, body);
    }

    private static void send(HttpServerRequest request, Reply reply) {
        request.response().setStatusCode(reply.status());
        reply.headers().forEach(request.response()::putHeader);
        // some libraries know the names of headers only as their vendor writes them
        request.response().putHeader("Content-Length", Integer.toString(reply.body().length));
        request.response().putHeader("X-Reqid", "r1");
        var _ = request.response().end(Buffer.buffer(reply.body()));
    }

    static byte[] hmacSha1(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
