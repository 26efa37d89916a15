package dev.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.address.Cidr;
import io.vertx.core.MultiMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word counts about where a client is. */
class ClientAddressTest {
    private final ClientAddress addresses = new ClientAddress(Cidr.all("10.0.0.0/8", "2001:db8:1::/48"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "203.0.113.9 | 192.0.2.1                     | 203.0.113.9",
            "10.0.0.1    | 192.0.2.1                     | 192.0.2.1",
            "10.0.0.1    | 198.51.100.7, 192.0.2.1       | 192.0.2.1",
            "10.0.0.1    | 198.51.100.7, 192.0.2.1, 10.9.9.9 | 192.0.2.1",
            "10.0.0.1    | 10.0.0.2, 10.0.0.3            | 10.0.0.2",
            "10.0.0.1    | 192.0.2.1, unknown            | 10.0.0.1",
            "10.0.0.1    | 192.0.2.1, localhost, 10.0.0.5 | 10.0.0.5",
            "10.0.0.1    | 192.0.2.1:4711                | 192.0.2.1",
            "10.0.0.1    | [2001:db8:2::7]:443           | 2001:db8:2:0:0:0:0:7",
            "10.0.0.1    | ::ffff:192.0.2.1              | 192.0.2.1",
            "10.0.0.1    | ''                            | 10.0.0.1",
            "2001:db8:1::5 | 2001:db8:2::7               | 2001:db8:2:0:0:0:0:7",
            "10.0.0.1    | -                             | 10.0.0.1"})
    void theRightmostAddressThatIsNotOursCounts(String peer, String forwardedFor, String client) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (forwardedFor != null) {
            headers.add("X-Forwarded-For", forwardedFor);
        }
        assertThat(addresses.of(peer, headers)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"for=192.0.2.1 | 192.0.2.1",
            "for=198.51.100.7, For=\"[2001:db8:2::7]:4711\";proto=https | 2001:db8:2:0:0:0:0:7",
            "by=10.0.0.1;for=\"192.0.2.1:80\" | 192.0.2.1", "for=_hidden | 10.0.0.1",
            "for=192.0.2.1, proto=https | 10.0.0.1"})
    void theStandardHeaderCountsAsWell(String forwarded, String client) {
        assertThat(addresses.of("10.0.0.1", MultiMap.caseInsensitiveMultiMap().add("forwarded", forwarded)))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.2"})
    void severalLinesAreOneList(String first, String second) {
        assertThat(addresses.of("10.0.0.1", MultiMap.caseInsensitiveMultiMap().add("x-forwarded-for", first)
                .add("x-forwarded-for", second))).isEqualTo(second);
    }
}
