package dev.pollux.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.sandbox.Recorded;
import dev.pollux.sandbox.Sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where client and vendor speak the same dialect, what passes the gateway is what comes without it, byte for byte. */
final class Passage {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Set<String> HEADERS = Set.of("authorization", "x-api-key", "x-goog-api-key",
            "anthropic-version", "content-type");

    private Passage() {}

    static void prove(Cell cell, Sandbox vendor, URI gateway) {
        List<Recorded> direct = received(cell, vendor, vendor.base());
        List<Recorded> passed = received(cell, vendor, gateway);
        assertThat(passed).extracting(request -> settled(request.text()))
                .isEqualTo(direct.stream().map(request -> settled(request.text())).toList());
        for (Recorded request : direct) {
            assertThat(settled(answer(gateway, request))).isEqualTo(settled(answer(vendor.base(), request)));
        }
    }

    /** What a vendor receives of a conversation. */
    private static List<Recorded> received(Cell cell, Sandbox vendor, URI server) {
        vendor.forget();
        try (Client client = cell.library().connect(server, Map.of())) {
            cell.play(client, vendor);
        }
        return vendor.recorded();
    }

    private static String answer(URI server, Recorded asked) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(asked.uri()))
                .method(asked.method(), BodyPublishers.ofByteArray(asked.body()));
        asked.headers().forEach((name, value) -> {
            if (HEADERS.contains(name)) {
                request.header(name, value);
            }
        });
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Without the times and ids that the sandbox mints for each answer, and the ends of lines between events. */
    private static String settled(String body) {
        return body.replace("\r\n", "\n").replaceAll("sbx[0-9a-z]{9}", "ID")
                .replaceAll("\"[0-9a-z]{6}c([01])\"", "\"call $1\"")
                .replaceAll("\"cG9sbHV4[0-9A-Za-z+/=_-]*\"", "\"seal\"")
                .replaceAll("\"(created|created_at|completed_at)\":[0-9]+", "\"$1\":0");
    }
}
