package dev.pollux.http;

import dev.pollux.dialect.Parcel;
import io.vertx.core.http.HttpServerRequest;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How requests of Gemini's API cross the gateway as they are.
 *
 * @param open whether they do
 * @param limit of one body, in bytes
 * @param patience for the next piece of a body
 * @param home the gateway's address for clients, where it is not the one that they call
 */
public record Crossing(boolean open, long limit, Duration patience, Optional<URI> home) {
    /** What concerns the gateway, or tells of the client what is nobody's business. */
    private static final Set<String> KEPT = Set.of("host", "authorization", "cookie", "x-api-key", "x-goog-api-key",
            "api-key", "origin", "referer", "forwarded", "via", "x-real-ip", "accept-encoding", "expect");
    private static final List<String> KEPT_PREFIXES = List.of("x-forwarded-", "x-pollux-", "sec-");
    private static final Set<String> CREDENTIALS = Set.of("key", "$key", "api_key", "access_token", "oauth_token");

    /** The request as it goes on. On its event loop: its body waits until it is asked for. */
    Parcel parcel(HttpServerRequest request, Address address, Executor eventLoop) {
        String announced = request.getHeader("x-goog-upload-header-content-length");
        if (length(request.getHeader("content-length")) > limit || length(announced) > limit) {
            throw Inflow.tooLarge(limit);
        }
        boolean hasBody = length(request.getHeader("content-length")) > 0
                || request.headers().contains("transfer-encoding");
        if (hasBody && "100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        return new Parcel(request.method().name(), path(address) + query(request.query()), headers(request),
                new byte[0], hasBody ? Optional.of(Inflow.of(request, eventLoop, limit, patience)) : Optional.empty());
    }

    /** Where clients find the gateway. */
    String home(HttpServerRequest request) {
        return home.map(address -> address.toString().replaceAll("/+$", ""))
                .orElseGet(() -> request.scheme() + "://" + request.getHeader("host"));
    }

    private static String path(Address address) {
        String raw = address.raw();
        return raw.startsWith("/upload/") || raw.startsWith("/download/")
                ? raw
                : "/" + (address.version().isEmpty() ? "v1beta" : address.version()) + raw;
    }

    private static String query(String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        String passed = Arrays.stream(query.split("&", -1))
                .filter(pair -> Arrays.stream(pair.split(";", -1)).noneMatch(Crossing::isCredential))
                .collect(Collectors.joining("&"));
        return passed.isEmpty() ? "" : "?" + passed;
    }

    private static boolean isCredential(String pair) {
        try {
            String name = URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
            return CREDENTIALS.contains(name.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return true; // who knows what it would be taken for
        }
    }

    private static List<Map.Entry<String, String>> headers(HttpServerRequest request) {
        Set<String> kept = new HashSet<>(KEPT);
        kept.addAll(Parcel.OF_ONE_CONNECTION);
        request.headers().getAll("connection").stream().flatMap(value -> Stream.of(value.split(",")))
                .forEach(name -> kept.add(name.strip().toLowerCase(Locale.ROOT)));
        var passed = new ArrayList<Map.Entry<String, String>>();
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!kept.contains(lower) && KEPT_PREFIXES.stream().noneMatch(lower::startsWith)) {
                passed.add(Map.entry(name, value));
            }
        });
        return passed;
    }

    private static long length(String value) {
        try {
            return value == null ? 0 : Long.parseLong(value.strip());
        } catch (NumberFormatException _) {
            return 0; // the parser has refused a length that is none; what is only announced is for the vendor to judge
        }
    }
}
