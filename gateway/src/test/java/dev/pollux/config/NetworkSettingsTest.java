package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.network.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class NetworkSettingsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy"})
    void theUsualVariablesNameAProxy(String variable) {
        Configuration configuration = new Trial(folder).environment(variable, "http://ann:canary@proxy:3128")
                .environment("no_proxy", "example.org, 10.0.0.0/8").read();
        assertThat(configuration.get(Keys.UPSTREAM_HTTPS_PROXY)).map(Proxy::host).contains("proxy");
        assertThat(configuration.get(Keys.UPSTREAM_NO_PROXY)).containsExactly("example.org", "10.0.0.0/8");
        assertThat(Report.of(configuration)).contains("http://***@proxy:3128").doesNotContain("ann", "canary");
    }

    @Test
    void aServiceMayHaveItsOwn() {
        Configuration configuration = new Trial(folder).yaml("""
                upstreams:
                  far: {base-url: 'https://far.example', proxy: 'socks5://proxy'}
                  near: {base-url: 'https://near.example', proxy: direct}
                """).read();
        assertThat(configuration.get(Keys.UPSTREAMS_PROXY.of("far"))).map(Proxy::toString)
                .contains("socks5://proxy:1080");
        assertThat(configuration.get(Keys.UPSTREAMS_PROXY.of("near"))).contains(Proxy.DIRECT);
    }

    @Test
    void whatIsNoProxyIsNotShown() {
        assertThat(new Trial(folder).environment("ALL_PROXY", "gopher://ann:canary@proxy").errors()).singleElement()
                .asString().contains("upstream.all-proxy", "socks5://").doesNotContain("canary");
    }

    @Test
    void aFileOfCertificatesMustHoldSome() {
        String file = folder.resolve("none.pem").toString();
        assertThat(new Trial(folder).file("none.pem", "nothing").yaml("""
                upstream: {ca-file: '%s'}
                upstreams: {far: {base-url: 'https://far.example', ca-file: '%s.missing'}}
                """.formatted(file, file)).errors())
                .satisfiesExactlyInAnyOrder(error -> assertThat(error).contains("upstream.ca-file", "certificate"),
                        error -> assertThat(error).contains("upstreams.far.ca-file", "certificate"));
    }
}
