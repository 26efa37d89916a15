package dev.pollux.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {

    @ParameterizedTest
    @CsvSource({
            "http://proxy.example:3128, http://proxy.example:3128",
            "http://proxy.example, http://proxy.example:80",
            "proxy.example:3128, http://proxy.example:3128",
            "HTTPS://proxy.example/, https://proxy.example:443",
            "socks5://10.0.0.1, socks5://10.0.0.1:1080",
            "socks5h://[::1]:9, socks5://[::1]:9",
            "http://ann:secret@proxy.example:1, http://***@proxy.example:1",
            "direct, direct"})
    void whatPeopleWriteIsUnderstoodAndShownWithoutItsLogin(String written, String shown) {
        assertThat(Proxy.of(written)).map(Proxy::toString).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://proxy:1", "http://", "http://proxy:99999", "http://proxy/path", "http://a b",
            "socks4://p",
            "http://u:%zz@proxy", "http://proxy?x=1"})
    void anythingElseIsNone(String written) {
        assertThat(Proxy.of(written)).isEmpty();
    }

    @Test
    void aLoginMayHoldAnyCharacter() {
        Proxy.Login login = Proxy.of("http://a%3Ann:p+a%40%2F@proxy:1").orElseThrow().login().orElseThrow();
        assertThat(login.user()).isEqualTo("a:nn");
        assertThat(login.password().orElseThrow().reveal()).isEqualTo("p+a@/");
        assertThat(Proxy.of("http://ann@proxy:1").orElseThrow().login().orElseThrow().password()).isEmpty();
    }
}
