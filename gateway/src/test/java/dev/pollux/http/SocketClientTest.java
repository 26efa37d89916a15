package dev.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.thread.Loop;
import dev.pollux.thread.Threads;
import dev.pollux.transcript.Transcript;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** What the one who asked gets to see when the way back breaks under our hands. */
class SocketClientTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Map<String, String> BAD = Map.of("x-words", "two\r\nlines");
    private static final byte[] BODY = "body".getBytes(StandardCharsets.US_ASCII);

    private static final String LAST = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

    /** More than sockets hold. */
    private static final byte[] LONG_BODY = new byte[16 << 20];

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anAnswerWhoseHeadCannotBeWrittenCanStillBeAnError() throws IOException {
        assertThat(heard(client -> {
            assertThatThrownBy(() -> client.answer(200, "text/plain", BAD, BODY))
                    .isInstanceOf(IllegalArgumentException.class);
            client.answer(500, "text/plain", Map.of(), BODY);
        })).startsWith("HTTP/1.1 500 ").endsWith("body");
    }

    @Test
    void orIsBrokenOff() throws IOException {
        assertThat(heard(client -> {
            assertThatThrownBy(() -> client.answer(200, "text/plain", BAD, BODY))
                    .isInstanceOf(IllegalArgumentException.class);
            client.abort(new byte[0]);
        })).isEmpty();
    }

    @Test
    void whatIsAnsweredIsNotBrokenOffAndTheNextIsAnswered() throws IOException {
        assertThat(heard("GET / HTTP/1.1\r\nhost: x\r\n\r\n" + LAST, client -> {
            client.answer(200, "text/plain", Map.of(), LONG_BODY);
            client.abort(new byte[0]);
        })).startsWith("HTTP/1.1 200 ").hasSizeGreaterThan(2 * LONG_BODY.length);
    }

    @Test
    void anErrorBehindTheBeginningOfAnAnswerBreaksItOff() throws IOException {
        assertThat(heard(client -> {
            client.begin("text/plain", Map.of());
            client.write(BODY);
            client.answer(500, "text/plain", Map.of(), BODY);
        })).startsWith("HTTP/1.1 200 ").endsWith("body\r\n");
    }

    private String heard(Consumer<SocketClient> exchange) throws IOException {
        return heard(LAST, exchange);
    }

    /** All that a client gets until its connection closes. */
    private String heard(String asked, Consumer<SocketClient> exchange) throws IOException {
        var loop = new Loop((ContextInternal) vertx.getOrCreateContext());
        int port = vertx.createHttpServer()
                .requestHandler((HttpServerRequest request) -> {
                    var client = new SocketClient(request, loop, Transcript.NONE);
                    Threads.start(() -> exchange.accept(client)); // which may wait for the socket to take more
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
