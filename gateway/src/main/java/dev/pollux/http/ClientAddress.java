package dev.pollux.http;

import dev.pollux.address.Cidr;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client is: at the other end of the socket, or, behind proxies of ours, where the last of them got the request
 * from.
 *
 * <p>Each proxy adds the address that it heard from at the right end; everything further to the left may be invented.
 */
final class ClientAddress {
    /** RFC 7239: {@code for=192.0.2.1}, {@code For="[2001:db8::1]:4711"}. */
    private static final Pattern FOR = Pattern.compile("(?i)(?:^|;)\\s*for\\s*=\\s*\"?([^\";]*)\"?");
    private static final Pattern WITH_PORT = Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::\\d+)?|([0-9.]+):\\d+");

    private final List<Cidr> trusted;

    ClientAddress(List<Cidr> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** As text; blank where the socket has none. */
    String of(HttpServerRequest request) {
        String peer = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        return trusted.isEmpty() || peer == null ? String.valueOf(peer) : of(peer, request.headers());
    }

    String of(String peer, MultiMap headers) {
        Optional<InetAddress> at = literal(peer);
        List<String> hops = hops(headers);
        for (int i = hops.size() - 1; i >= 0 && at.isPresent() && isTrusted(at.get()); i--) {
            Optional<InetAddress> before = literal(hops.get(i));
            if (before.isEmpty()) {
                break; // "unknown", or nonsense: the proxy that said so is all that is known
            }
            at = before;
        }
        return at.map(InetAddress::getHostAddress).orElse(peer);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(cidr -> cidr.contains(address.getAddress()));
    }

    /** Those who had the request in their hands, the client first. */
    private static List<String> hops(MultiMap headers) {
        var hops = new ArrayList<String>();
        for (String line : headers.getAll("x-forwarded-for")) {
            hops.addAll(List.of(line.split(",", -1)));
        }
        if (hops.isEmpty()) {
            for (String line : headers.getAll("forwarded")) {
                for (String element : line.split(",", -1)) {
                    Matcher matcher = FOR.matcher(element);
                    hops.add(matcher.find() ? matcher.group(1) : "");
                }
            }
        }
        return hops;
    }

    /** An address with or without a port; never a name, which would be looked up. */
    private static Optional<InetAddress> literal(String text) {
        String plain = text.strip();
        Matcher matcher = WITH_PORT.matcher(plain);
        if (matcher.matches()) {
            plain = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        }
        try {
            return Optional.of(InetAddress.ofLiteral(plain));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
