package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.road.FarVendor.Manner;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Every way to a vendor, by real proxies and with certificates that no system knows: nothing is different on any. */
@Timeout(60)
class WaysTest {
    private static final String LOGIN = "ann:pass@word";
    private static final String LOGIN_IN_URL = "ann:pass%40word";
    private static final String QUESTION = "{\"model\":\"m\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

    @TempDir
    private Path folder;
    private Authority authority;
    private HttpProxy http;
    private SocksProxy socks;

    /** Who is between the gateway and the vendor, and how the vendor is spoken to. */
    enum Way {
        DIRECT(Manner.TLS), DIRECT_HTTP2(Manner.HTTP2), HTTP_PLAIN(Manner.PLAIN), HTTP_TUNNEL(
                Manner.TLS),
        HTTP_TUNNEL_HTTP2(
                Manner.HTTP2),
        SOCKS_PLAIN(Manner.PLAIN), SOCKS(Manner.TLS), SOCKS_HTTP2(Manner.HTTP2);

        private final Manner manner;

        Way(Manner manner) {
            this.manner = manner;
        }
    }

    @BeforeEach
    void start() throws Exception {
        authority = new Authority();
        http = new HttpProxy(LOGIN);
        socks = new SocksProxy(LOGIN);
    }

    @AfterEach
    void stop() {
        http.close();
        socks.close();
    }

    private FarVendor vendor(Way way, Handler<HttpServerRequest> script) throws Exception {
        return new FarVendor(way.manner, authority, script);
    }

    /** The name is resolved where the connection is made: behind a proxy it is one that this machine does not know. */
    private Running gateway(Way way, FarVendor vendor) throws Exception {
        String host = way.name().startsWith("DIRECT") ? "localhost" : "vendor.test";
        return Running.configured("""
                upstream: {http2: true, ca-file: '%s'}
                upstreams:
                  far: {vendor: openai-compatible, base-url: '%s://%s:%d/v1', api-key: test-key, proxy: '%s'}
                models: {default: far, refresh: 0s}
                """.formatted(authority.file(folder), way.manner == Manner.PLAIN ? "http" : "https", host,
                vendor.port(), proxy(way)));
    }

    private String proxy(Way way) {
        return switch (way) {
            case DIRECT, DIRECT_HTTP2 -> "direct";
            case HTTP_PLAIN, HTTP_TUNNEL, HTTP_TUNNEL_HTTP2 -> "http://" + LOGIN_IN_URL + "@127.0.0.1:" + http.port();
            case SOCKS_PLAIN, SOCKS, SOCKS_HTTP2 -> "socks5://" + LOGIN_IN_URL + "@127.0.0.1:" + socks.port();
        };
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerComes(Way way) throws Exception {
        try (FarVendor vendor = vendor(way, FarVendor::answer); Running gateway = gateway(way, vendor)) {
            assertThat(gateway.chat(QUESTION.formatted(false)).said()).isEqualTo("Well");
            assertThat(vendor.calls()).extracting(FarVendor.Call::version)
                    .containsExactly(way.manner == Manner.HTTP2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
            String place = "vendor.test:" + vendor.port();
            switch (way) {
                case DIRECT, DIRECT_HTTP2 -> assertThat(http.asked()).isEmpty();
                case HTTP_PLAIN -> assertThat(http.asked())
                        .containsExactly("POST http://" + place + "/v1/chat/completions");
                case HTTP_TUNNEL, HTTP_TUNNEL_HTTP2 -> assertThat(http.asked()).containsExactly("CONNECT " + place);
                case SOCKS_PLAIN, SOCKS, SOCKS_HTTP2 -> assertThat(socks.asked()).containsExactly(place);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamComesWordByWord(Way way) throws Exception {
        var begun = new CompletableFuture<HttpServerRequest>();
        try (FarVendor vendor = vendor(way, request -> {
            FarVendor.begin(request);
            begun.complete(request);
        }); Running gateway = gateway(way, vendor); RawClient client = gateway.client()) {
            assertThat(client.post("/v1/chat/completions", QUESTION.formatted(true)).firstChunk()).contains("Well");
            HttpServerRequest request = begun.get(20, TimeUnit.SECONDS);
            FarVendor.end(request);
            assertThat(client.chunksToEnd()).contains(" said", "\"finish_reason\":\"stop\"", "[DONE]")
                    .doesNotContain("error");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesFreesTheWay(Way way) throws Exception {
        var ended = new CountDownLatch(1);
        try (FarVendor vendor = vendor(way, request -> {
            if (ended.getCount() == 0) {
                FarVendor.answer(request);
                return;
            }
            request.response().exceptionHandler(_ -> ended.countDown()).closeHandler(_ -> ended.countDown());
            FarVendor.begin(request);
        }); Running gateway = gateway(way, vendor)) {
            try (RawClient client = gateway.client()) {
                client.post("/v1/chat/completions", QUESTION.formatted(true)).firstChunk();
            }
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.chat(QUESTION.formatted(false)).said()).isEqualTo("Well");
            boolean same = vendor.calls().get(0).connection().equals(vendor.calls().get(1).connection());
            assertThat(same).as("of HTTP/2 only the stream ends").isEqualTo(way.manner == Manner.HTTP2);
        }
    }
}
