package dev.pollux.address;

import java.net.InetAddress;
import java.util.Arrays;

/** Those who are counted as one: an IPv4 address, or the /64 of IPv6, within which each chooses addresses freely. */
public final class Network {
    private static final int IPV6_NETWORK = 8;

    private final byte[] bytes;
    private final int hash;

    private Network(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    public static Network of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new Network(bytes.length > 4 ? Arrays.copyOf(bytes, IPV6_NETWORK) : bytes);
    }

    /** @param literal an address as sockets tell it; blank where there is none, as of this machine's own pipes */
    public static Network of(String literal) {
        return of(literal.isBlank() ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral(literal));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && Arrays.equals(bytes, network.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
