package dev.pollux.network;

import dev.pollux.address.Cidr;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hosts that are reached without a proxy, as {@code NO_PROXY} lists them.
 *
 * <p>An entry is {@code *} for all; a name, which stands for all names below it too, with or without a dot or {@code *.}
 * in front; an IP address; or a block of them as {@code 10.0.0.0/8}. Each may end in {@code :port}. No name is resolved.
 */
public record NoProxy(List<String> entries) {
    public NoProxy {
        entries = entries.stream().map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty()).toList();
    }

    /** @param host a name or an IP address without brackets */
    public boolean covers(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        Optional<InetAddress> address = literal(name);
        return isLoopback(name, address) || entries.stream().anyMatch(entry -> covers(entry, name, address, port));
    }

    private static boolean covers(String entry, String name, Optional<InetAddress> address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return address.isPresent() && isIn(entry, address.get());
        }
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon >= 0 && (entry.indexOf(':') == colon || entry.startsWith("["))
                && entry.substring(colon + 1).matches("\\d{1,5}");
        String host = hasPort ? entry.substring(0, colon) : entry;
        return (!hasPort || Integer.parseInt(entry.substring(colon + 1)) == port)
                && address.map(known -> literal(bare(host)).filter(known::equals).isPresent())
                        .orElseGet(() -> isBelow(name, host));
    }

    private static boolean isBelow(String name, String entry) {
        String domain = entry.startsWith("*.")
                ? entry.substring(2)
                : entry.startsWith(".") ? entry.substring(1) : entry;
        return name.equals(domain) || name.endsWith("." + domain);
    }

    private static boolean isIn(String block, InetAddress address) {
        try {
            return Cidr.of(block).contains(address.getAddress());
        } catch (IllegalArgumentException _) {
            return false; // not ours alone: other programs may understand it
        }
    }

    private static boolean isLoopback(String name, Optional<InetAddress> address) {
        return name.equals("localhost") || name.endsWith(".localhost")
                || address.filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
