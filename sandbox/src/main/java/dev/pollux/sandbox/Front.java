package dev.pollux.sandbox;

import dev.pollux.sandbox.anthropic.Anthropic;
import dev.pollux.sandbox.gemini.Gemini;
import dev.pollux.sandbox.openai.OpenAi;
import dev.pollux.sandbox.scenario.Attempts;
import dev.pollux.sandbox.scenario.Director;
import dev.pollux.sandbox.scenario.Player;
import dev.pollux.sandbox.scenario.Staged;
import dev.pollux.sandbox.wire.Answer.Whole;
import dev.pollux.sandbox.wire.Ask;
import dev.pollux.sandbox.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One listening event loop: reads a request whole, finds the vendor by its path, plays the answer. */
final class Front extends VerticleBase {
    private final String host;
    private final int port;
    private final Shared shared;

    Front(String host, int port, Shared shared) {
        this.host = host;
        this.port = port;
        this.shared = shared;
    }

    /** What all event loops of one sandbox have in common. */
    record Shared(Journal journal, Attempts attempts, Gemini gemini, AtomicInteger listening) {
        Shared(Journal journal, Attempts attempts) {
            this(journal, attempts, new Gemini(), new AtomicInteger());
        }

        int port() {
            return listening.get();
        }
    }

    @Override
    public Future<?> start() {
        // One random port for all loops of this sandbox.
        SocketAddress address = port == 0
                ? SocketAddress.sharedRandomPort(1, host)
                : SocketAddress.inetSocketAddress(port, host);
        var options = new HttpServerOptions().setTcpNoDelay(true)
                .setMaxInitialLineLength(64 << 10).setMaxHeaderSize(64 << 10);
        return vertx.createHttpServer(options).requestHandler(this::receive).listen(address)
                .onSuccess(server -> shared.listening().set(server.actualPort()));
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers()
                .forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
        headers.putIfAbsent("host", String.valueOf(request.authority())); // HTTP/2 has it elsewhere
        byte[] bytes = body.getBytes();
        shared.journal().add(new Recorded(request.method().name(), request.uri(), headers, bytes));
        Map<String, String> query = new LinkedHashMap<>();
        request.params().forEach((name, value) -> query.putIfAbsent(name, value));
        var ask = new Ask(request.method().name(), request.path(), query, headers, Json.parse(bytes),
                bytes);
        Staged staged;
        try {
            staged = stage(ask);
        } catch (RuntimeException e) {
            // A mistake of the sandbox itself must be heard, not waited for.
            staged = Staged
                    .plainly(new Whole(500, Map.of("content-type", "text/plain"), "The sandbox failed: " + e + "\n"));
        }
        Player.play(vertx, request, Director.direct(shared.attempts().settle(staged)));
    }

    /** The path decides; {@code /models} means three things, and there the credentials decide. */
    private Staged stage(Ask ask) {
        String path = ask.path();
        if (Gemini.owns(ask)) {
            return shared.gemini().answer(ask);
        }
        if (path.endsWith("/messages") || path.endsWith("/messages/count_tokens")
                || (path.contains("/models") && !ask.header("anthropic-version").isEmpty())) {
            return Anthropic.answer(ask);
        }
        return OpenAi.answer(ask);
    }
}
