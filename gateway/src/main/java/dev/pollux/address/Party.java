package dev.pollux.address;

import java.net.InetAddress;
import java.util.Arrays;

/** Those who are counted as one: an IPv4 address, or the /64 of IPv6, within which each chooses addresses freely. */
public final class Party {
    private static final int IPV6_NETWORK = 8;

    private final byte[] bytes;
    private final int hash;

    private Party(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    public static Party of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new Party(bytes.length > 4 ? Arrays.copyOf(bytes, IPV6_NETWORK) : bytes);
    }

    /** @param literal an address as sockets tell it; blank where there is none, as of this machine's own pipes */
    public static Party of(String literal) {
        return of(literal.isBlank() ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral(literal));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Party party && Arrays.equals(bytes, party.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
