package dev.pollux.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ProxiesTest {
    private static final Optional<Proxy> SECURE = Proxy.of("http://secure:1");
    private static final Optional<Proxy> PLAIN = Proxy.of("http://plain:1");
    private static final Optional<Proxy> ALL = Proxy.of("socks5://all:1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *               | api.example.org  | true
            example.org     | api.example.org  | true
            .example.org    | api.example.org  | true
            *.example.org   | api.example.org  | true
            EXAMPLE.org     | API.Example.ORG  | true
            example.org     | example.org      | true
            example.org     | badexample.org   | false
            ample.org       | example.org      | false
            example.org:443 | api.example.org  | true
            example.org:80  | api.example.org  | false
            10.0.0.0/8      | 10.1.2.3         | true
            10.0.0.0/8      | 11.1.2.3         | false
            10.0.0.0/8      | ten.example.org  | false
            10.1.2.3        | 10.1.2.3         | true
            10.1.2.3:443    | 10.1.2.3         | true
            10.1.2.3:80     | 10.1.2.3         | false
            10.1.2          | 10.1.2.3         | false
            2001:db8::/32   | 2001:db8::7      | true
            2001:db8::7     | 2001:db8:0:0::7  | true
            [2001:db8::7]:443 | 2001:db8::7    | true
            [2001:db8::7]:80  | 2001:db8::7    | false
            some/thing      | 10.1.2.3         | false
            nothing.else    | localhost        | true
            nothing.else    | a.localhost      | true
            nothing.else    | 127.8.8.8        | true
            nothing.else    | ::1              | true
            """)
    void exceptionsAreReachedDirectlyAndLoopbackAlways(String entry, String host, boolean covered) {
        assertThat(new NoProxy(List.of("other.net", entry)).covers(host, 443)).isEqualTo(covered);
    }

    @Test
    void eachSchemeHasItsProxyAndBothMayShareOne() {
        var both = new Proxies(SECURE, PLAIN, ALL, new NoProxy(List.of()));
        assertThat(both.towards(URI.create("https://a.example"))).isEqualTo(SECURE.orElseThrow());
        assertThat(both.towards(URI.create("http://a.example"))).isEqualTo(PLAIN.orElseThrow());
        var shared = new Proxies(Optional.empty(), PLAIN, ALL, new NoProxy(List.of("10.0.0.0/8", "[fd00::1]:8443")));
        assertThat(shared.towards(URI.create("https://a.example"))).isEqualTo(ALL.orElseThrow());
        assertThat(shared.towards(URI.create("http://10.0.0.1:8080"))).isEqualTo(Proxy.DIRECT);
        assertThat(shared.towards(URI.create("https://[fd00::1]:8443/v1"))).isEqualTo(Proxy.DIRECT);
        assertThat(shared.towards(URI.create("https://[fd00::1]/v1"))).isEqualTo(ALL.orElseThrow());
    }

    @Test
    void whatAServiceSaysOfItselfWins() {
        URI far = URI.create("https://far.example");
        URI local = URI.create("http://127.0.0.1:1");
        var usual = new Proxies(SECURE, PLAIN, Optional.empty(), new NoProxy(List.of()));
        var network = new Network(usual, Optional.empty(), Map.of("direct", new Network.Own(Proxy.of("direct"),
                Optional.empty()), "named", new Network.Own(ALL, Optional.empty())));
        assertThat(network.to("any", far).proxy()).isEqualTo(SECURE.orElseThrow());
        assertThat(network.to("any", local).proxy()).isEqualTo(Proxy.DIRECT);
        assertThat(network.to("direct", far).proxy()).isEqualTo(Proxy.DIRECT);
        assertThat(network.to("named", local).proxy()).isEqualTo(ALL.orElseThrow());
    }
}
