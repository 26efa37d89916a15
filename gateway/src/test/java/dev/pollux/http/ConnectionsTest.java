package dev.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How many connections there may be, in all and from one address. */
class ConnectionsTest {
    private final Connections connections = new Connections(5, 2);

    @Test
    void oneAddressMayHaveItsShareAndNotOneMore() throws UnknownHostException {
        InetAddress greedy = InetAddress.getByName("192.0.2.1");
        assertThat(connections.enter(greedy)).isTrue();
        assertThat(connections.enter(greedy)).isTrue();
        assertThat(connections.enter(greedy)).isFalse();
        assertThat(connections.enter(InetAddress.getByName("192.0.2.2"))).as("another").isTrue();
        assertThat(connections.open()).isEqualTo(3);
        connections.leave(greedy);
        assertThat(connections.enter(greedy)).as("again").isTrue();
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() throws UnknownHostException {
        assertThat(connections.enter(InetAddress.getByName("2001:db8::1"))).isTrue();
        assertThat(connections.enter(InetAddress.getByName("2001:db8::2"))).isTrue();
        assertThat(connections.enter(InetAddress.getByName("2001:db8::3"))).isFalse();
        assertThat(connections.enter(InetAddress.getByName("2001:db8:1::3"))).isTrue();
    }

    @Test
    void thisMachineMayHaveAllThereAre() {
        for (int i = 0; i < 5; i++) {
            assertThat(connections.enter(InetAddress.getLoopbackAddress())).isTrue();
        }
        assertThat(connections.enter(InetAddress.getLoopbackAddress())).isFalse();
    }
}
