package dev.pollux.media;

import dev.pollux.address.Cidr;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/**
 * Tells addresses of the public internet from all others: a request must not make us knock at doors that only we reach.
 *
 * <p>The tables follow the IANA registries of special-purpose addresses. The tests of {@link InetAddress} will not do:
 * they know nothing of unique local, shared, benchmarking, translated and reserved addresses.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>
 */
public final class AddressGuard {
    private static final List<Cidr> CLOSED_V4 = Cidr.all(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // public by number, but the platform's own inside Azure
            "169.254.0.0/16", // link-local, metadata of clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // multicast tunnels
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarking
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast
    /** What is not in here is loopback, mapped, translated (NAT64), local, multicast or not assigned. */
    private static final Cidr OPEN_V6 = Cidr.of("2000::/3");
    private static final List<Cidr> CLOSED_V6 = Cidr.all(
            "2001::/23", // protocol assignments: Teredo, benchmarking, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address in disguise
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    private final Set<InetSocketAddress> exceptions;

    /** One that admits public addresses only. */
    public AddressGuard() {
        this(Set.of());
    }

    /** One that admits, beside public addresses, a few by name. */
    public AddressGuard(Set<InetSocketAddress> exceptions) {
        this.exceptions = Set.copyOf(exceptions);
    }

    public boolean admits(InetAddress address, int port) {
        if (exceptions.contains(new InetSocketAddress(address, port))) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? CLOSED_V4.stream().noneMatch(cidr -> cidr.contains(bytes))
                : OPEN_V6.contains(bytes) && CLOSED_V6.stream().noneMatch(cidr -> cidr.contains(bytes));
    }
}
