package dev.pollux.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of addresses that begin with the same bits. */
public final class Cidr {
    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(\\d{1,3}))?");

    private final byte[] prefix;
    private final int bits;

    private Cidr(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** @param text as {@code 10.0.0.0/8}, or one address; empty if it is neither */
    public static Optional<Cidr> parsed(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            byte[] prefix = InetAddress.ofLiteral(matcher.group(1)).getAddress();
            int most = prefix.length * Byte.SIZE;
            int bits = matcher.group(2) == null ? most : Integer.parseInt(matcher.group(2));
            return bits > most ? Optional.empty() : Optional.of(new Cidr(prefix, bits));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if the text is no block */
    public static Cidr of(String text) {
        return parsed(text).orElseThrow(() -> new IllegalArgumentException("no block of addresses: " + text));
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
