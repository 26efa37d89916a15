package dev.pollux.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A plain HTTP client that has the credentials of all vendors. */
record Client(URI base, HttpClient http) implements AutoCloseable {
    static final String GENERATE = "/v1beta/models/%s:generateContent";
    static final String STREAM = "/v1beta/models/%s:streamGenerateContent?alt=sse";

    static Client of(Sandbox sandbox) {
        return new Client(sandbox.base(), HttpClient.newHttpClient());
    }

    HttpRequest request(String path, String body) {
        var request = HttpRequest.newBuilder(base.resolve(path)).header("authorization", "Bearer key");
        if (path.contains("/messages")) {
            request.header("x-api-key", "key").header("anthropic-version", "2023-06-01");
        } else if (path.contains("/v1beta")) {
            request.header("x-goog-api-key", "key");
        }
        return body.isEmpty() ? request.build() : request.POST(BodyPublishers.ofString(body)).build();
    }

    HttpResponse<byte[]> bytes(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path, body), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> send(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path, body), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** A streamed Gemini answer to "hi". */
    HttpResponse<String> gemini(String model) throws IOException, InterruptedException {
        return send(STREAM.formatted(model), gemini());
    }

    static String gemini() {
        return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
    }

    static String chat(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}";
    }

    /** The body with everything that differs from call to call made equal. */
    static String settled(String body) {
        return body.replaceAll("sbx[0-9a-z]{9}", "ID").replaceAll("\"created(_at)?\":[0-9]+", "\"created$1\":0")
                .replaceAll("\"completed_at\":[0-9]+", "\"completed_at\":0");
    }

    @Override
    public void close() {
        http.close();
    }
}
