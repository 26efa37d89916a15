package dev.pollux.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.100.100.200",
            "100.127.255.255", "127.0.0.1", "127.255.255.255", "168.63.129.16", "169.254.0.0", "169.254.169.254",
            "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.192", "192.0.2.1", "192.88.99.1",
            "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7", "203.0.113.7",
            "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255", "::", "::1", "::7f00:1",
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1",
            "2001:2::1", "2001:10::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "3fff:fff::1",
            "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "ff02::1"})
    void whatIsNotPublicIsNotAdmitted(String address) {
        assertThat(new AddressGuard().admits(InetAddress.ofLiteral(address), 80)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
            "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
            "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8",
            "2000::1", "2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700::1111", "3ffe::1"})
    void whatIsPublicIsAdmitted(String address) {
        assertThat(new AddressGuard().admits(InetAddress.ofLiteral(address), 443)).isTrue();
    }

    @Test
    void anExceptionHoldsForItsAddressAndPortAlone() {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        var guard = new AddressGuard(Set.of(new InetSocketAddress(loopback, 8080)));
        assertThat(guard.admits(loopback, 8080)).isTrue();
        assertThat(guard.admits(loopback, 8081)).isFalse();
        assertThat(guard.admits(InetAddress.ofLiteral("127.0.0.2"), 8080)).isFalse();
        assertThat(guard.admits(InetAddress.ofLiteral("8.8.8.8"), 8081)).isTrue();
    }
}
