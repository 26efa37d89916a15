package dev.pollux.network;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** A block of addresses that begin with the same bits. */
public record Cidr(byte[] prefix, int bits) {

    /**
     * @param text as {@code 10.0.0.0/8}; never a name
     * @throws IllegalArgumentException for anything else
     */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        return new Cidr(InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
                Integer.parseInt(text.substring(slash + 1)));
    }

    public static List<Cidr> all(String... texts) {
        return Arrays.stream(texts).map(Cidr::of).toList();
    }

    public boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
