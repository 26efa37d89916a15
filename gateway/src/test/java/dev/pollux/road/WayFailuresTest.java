package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.road.FarVendor.Manner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/** A way that leads nowhere: the client is told so, and nobody is told the login. */
@Timeout(60)
class WayFailuresTest {
    private static final String LOGIN = "canary-user:canary-password";
    private static final String QUESTION = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

    private LogLines log;

    @BeforeEach
    void start() {
        log = LogLines.at("trace");
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private RawAnswer ask(String base, String proxy) throws Exception {
        try (Running gateway = Running.configured("""
                upstream: {attempts: 1}
                upstreams: {far: {vendor: openai-compatible, base-url: '%s', api-key: test-key, proxy: '%s'}}
                models: {default: far, refresh: 0s}
                """.formatted(base, proxy))) {
            return gateway.chat(QUESTION);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://vendor.test/v1", "https://vendor.test/v1"})
    void aProxyThatRefusesTheLogin(String base) throws Exception {
        try (ScriptedVendor proxy = ScriptedVendor.saying(ScriptedVendor.whole("407 Proxy Authentication Required",
                "text/plain", "No " + LOGIN, "proxy-authenticate: Basic realm=\"x\""))) {
            RawAnswer answer = ask(base, "http://" + LOGIN + "@127.0.0.1:" + proxy.base().getPort());
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.message()).contains("proxy");
            assertThat(proxy.requests()).isNotEmpty()
                    .allMatch(request -> request.toLowerCase(Locale.ROOT).contains("proxy-authorization: basic"));
            assertHidden(answer);
        }
    }

    @Test
    void aSocksProxyThatRefusesTheLogin() throws Exception {
        try (SocksProxy proxy = new SocksProxy("somebody:else")) {
            RawAnswer answer = ask("https://vendor.test/v1", "socks5://" + LOGIN + "@127.0.0.1:" + proxy.port());
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.message()).contains("proxy");
            assertHidden(answer);
        }
    }

    @Test
    void aCertificateThatNobodyVouchesFor() throws Exception {
        try (FarVendor vendor = new FarVendor(Manner.TLS, new Authority(), FarVendor::answer)) {
            RawAnswer answer = ask("https://localhost:" + vendor.port() + "/v1", "direct");
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.message()).contains("certificate");
            assertThat(vendor.calls()).isEmpty();
        }
    }

    /** Only the address tells who is meant, and what it says is not proven. */
    @Test
    void aCertificateOfSomebodyElse(@TempDir Path folder) throws Exception {
        var authority = new Authority();
        try (FarVendor vendor = new FarVendor(Manner.TLS, authority, FarVendor::answer);
                Running gateway = Running.configured("""
                        upstream: {attempts: 1, ca-file: '%s'}
                        upstreams: {far: {vendor: openai-compatible, base-url: 'https://127.0.0.1:%d/v1', api-key: k}}
                        models: {default: far, refresh: 0s}
                        """.formatted(authority.file(folder), vendor.port()))) {
            RawAnswer answer = gateway.chat(QUESTION);
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.message()).contains("certificate");
            assertThat(vendor.calls()).isEmpty();
        }
    }

    private void assertHidden(RawAnswer answer) {
        String encoded = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.head() + answer.body()).doesNotContain("canary", encoded);
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("canary") || line.contains(encoded));
    }
}
