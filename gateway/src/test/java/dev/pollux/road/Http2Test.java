package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.road.FarVendor.Manner;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What shared connections must not cost. */
@Timeout(60)
class Http2Test {
    private static final int MANY = 200;

    @TempDir
    private Path folder;
    private Authority authority;

    @BeforeEach
    void start() throws Exception {
        authority = new Authority();
    }

    private Running gateway(FarVendor vendor, String settings) throws Exception {
        return Running.configured("""
                upstream: {http2: true, ca-file: '%s', %s}
                upstreams: {far: {vendor: openai-compatible, base-url: 'https://localhost:%d/v1', api-key: test-key}}
                models: {default: far, refresh: 0s}
                """.formatted(authority.file(folder), settings, vendor.port()));
    }

    private static String question(boolean stream) {
        return "{\"model\":\"m\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    }

    /** Whatever the vendor turns out to speak: each call is answered only when all have come. */
    @ParameterizedTest
    @EnumSource(names = {"TLS", "HTTP2"})
    void asManyCallsRunAtOnceAsThereWouldBeConnections(Manner manner) throws Exception {
        var waiting = new ArrayList<HttpServerRequest>();
        try (FarVendor vendor = new FarVendor(manner, authority, 10, request -> {
            List<HttpServerRequest> all;
            synchronized (waiting) {
                waiting.add(request);
                all = waiting.size() == MANY ? List.copyOf(waiting) : List.of();
            }
            all.forEach(FarVendor::answer);
        });
                Running gateway = gateway(vendor, "streams: 32");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < MANY; i++) {
                answers.add(clients.submit(() -> gateway.chat(question(false)).said()));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(50, TimeUnit.SECONDS)).isEqualTo("Well");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "102", "103", "199"})
    void anInterimAnswerIsNotTheAnswer(String status) throws Exception {
        try (FarVendor vendor = new FarVendor(Manner.HTTP2, authority, request -> {
            interim(request, status);
            interim(request, status);
            FarVendor.answer(request);
        }); Running gateway = gateway(vendor, "attempts: 1")) {
            for (int call = 0; call < 3; call++) {
                RawAnswer answer = gateway.chat(question(false));
                assertThat(answer.said()).as(answer.body()).isEqualTo("Well");
            }
        }
    }

    /** Says that more is to come, in a way that servers have no word for. */
    private static void interim(HttpServerRequest request, String status) {
        var context = ((HttpServerConnection) request.connection()).channelHandlerContext();
        var _ = context.pipeline().get(Http2ConnectionHandler.class).encoder().writeHeaders(context,
                (int) request.streamId(),
                new DefaultHttp2Headers().status(status), 0, false, context.newPromise());
    }

    @Test
    void callsShareConnectionsUpToTheLimit() throws Exception {
        var waiting = new ArrayList<HttpServerRequest>();
        try (FarVendor vendor = new FarVendor(Manner.HTTP2, authority, request -> {
            List<HttpServerRequest> all;
            synchronized (waiting) {
                waiting.add(request);
                all = waiting.size() == 1 || waiting.size() == 5 ? List.copyOf(waiting) : List.of();
            }
            all.stream().filter(one -> !one.response().ended()).forEach(FarVendor::answer);
        });
                Running gateway = gateway(vendor, "streams: 4");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(gateway.chat(question(false)).said()).isEqualTo("Well");
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < 4; i++) {
                answers.add(clients.submit(() -> gateway.chat(question(false)).said()));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(50, TimeUnit.SECONDS)).isEqualTo("Well");
            }
            assertThat(vendor.calls().stream().map(FarVendor.Call::connection).distinct()).hasSize(1);
        }
    }

    /** Its bytes wait at the vendor, and only its own: the window of the connection has room for every stream's. */
    @Test
    void aSlowClientHoldsUpNobodyWhoSharesItsConnection() throws Exception {
        var stuck = new CompletableFuture<Void>();
        try (FarVendor vendor = new FarVendor(Manner.HTTP2, authority, request -> {
            if (stuck.isDone()) {
                FarVendor.answer(request);
                return;
            }
            FarVendor.begin(request);
            flood(request, stuck);
        });
                Running gateway = gateway(vendor, "queue-limit: 1KiB");
                RawClient slow = RawClient.connect(gateway.port(),
                        4096)) {
            slow.post("/v1/chat/completions", question(true));
            stuck.get(30, TimeUnit.SECONDS);
            assertThat(gateway.chat(question(false)).said()).isEqualTo("Well");
            assertThat(vendor.calls().stream().map(FarVendor.Call::connection).distinct()).hasSize(1);
        }
    }

    /** Writes until nothing more is taken. */
    private static void flood(HttpServerRequest request, CompletableFuture<Void> stuck) {
        String frame = FarVendor.frame("x".repeat(8_000));
        while (!request.response().writeQueueFull()) {
            request.response().write(frame);
        }
        Vertx vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(1_000, _ -> stuck.complete(null));
        request.response().drainHandler(_ -> {
            vertx.cancelTimer(timer);
            flood(request, stuck);
        });
    }

    @Test
    void anOldConnectionEndsItsStreamsAndTakesNoNewOnes() throws Exception {
        var begun = new CompletableFuture<HttpServerRequest>();
        try (FarVendor vendor = new FarVendor(Manner.HTTP2, authority, request -> {
            if (begun.isDone()) {
                FarVendor.answer(request);
            } else {
                FarVendor.begin(request);
                begun.complete(request);
            }
        }); Running gateway = gateway(vendor, "connection-lifetime: 1s"); RawClient client = gateway.client()) {
            client.post("/v1/chat/completions", question(true)).firstChunk();
            HttpServerRequest old = begun.get(20, TimeUnit.SECONDS);
            while (vendor.calls().getLast().connection().equals(old.connection())) {
                assertThat(gateway.chat(question(false)).said()).isEqualTo("Well");
            }
            FarVendor.end(old);
            assertThat(client.chunksToEnd()).contains(" said", "[DONE]").doesNotContain("error");
        }
    }
}
