package dev.pollux.bench.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A way through the gateway.
 *
 * @param path where it is asked
 * @param question what is asked there
 */
record Road(String path, String question) {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String MODEL = "gemini-3.1-flash-image";

    /** Every one by its name, whole and streamed. */
    static Map<String, Road> all(String picture, boolean alsoIn) {
        var roads = new TreeMap<String, Road>();
        for (boolean stream : new boolean[]{false, true}) {
            roadsOf(stream, alsoIn ? picture : "").forEach(
                    (name, road) -> roads.put(name + (stream ? ", streamed" : ""), road));
        }
        return roads;
    }

    /** @param picture goes in, unless it is empty */
    private static Map<String, Road> roadsOf(boolean stream, String picture) {
        boolean in = !picture.isEmpty();
        String head = "{\"model\":\"" + MODEL + "\",\"stream\":" + stream;
        String url = "\"data:image/png;base64," + picture + "\"";
        return Map.of(
                "chat", new Road("/v1/chat/completions", head + ",\"messages\":[{\"role\":\"user\",\"content\":["
                        + (in
                                ? "{\"type\":\"image_url\",\"image_url\":{\"url\":" + url + "}}"
                                : "{\"type\":\"text\",\"text\":\"A cat\"}")
                        + "]}]}"),
                "responses", new Road("/v1/responses", head + ",\"input\":[{\"role\":\"user\",\"content\":["
                        + (in
                                ? "{\"type\":\"input_image\",\"image_url\":" + url + "}"
                                : "{\"type\":\"input_text\",\"text\":\"A cat\"}")
                        + "]}]}"),
                "anthropic", new Road("/v1/messages", head + ",\"max_tokens\":99,\"messages\":[{\"role\":\"user\","
                        + "\"content\":["
                        + (in
                                ? "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                                        + "\"data\":\"" + picture + "\"}}"
                                : "{\"type\":\"text\",\"text\":\"A cat\"}")
                        + "]}]}"),
                "gemini", new Road("/v1beta/models/" + MODEL + (stream
                        ? ":streamGenerateContent?alt=sse"
                        : ":generateContent"), "{\"contents\":[{\"role\":\"user\",\"parts\":["
                                + (in
                                        ? "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"" + picture + "\"}}"
                                        : "{\"text\":\"A cat\"}")
                                + "]}]}"),
                "images", in
                        ? new Road("/v1/images/edits", head + ",\"prompt\":\"A cat\",\"images\":[{\"image_url\":" + url
                                + "}]}")
                        : new Road("/v1/images/generations", head + ",\"prompt\":\"A cat\"}"));
    }

    /**
     * Asks, and reads the answer.
     *
     * @param wait how long its reader takes nothing of it
     * @return its status, or that it broke off
     */
    String ask(String base, long wait) throws InterruptedException {
        try {
            HttpResponse<InputStream> answer = HTTP.send(HttpRequest.newBuilder(URI.create(base + path))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(question)).build(), BodyHandlers.ofInputStream());
            TimeUnit.MILLISECONDS.sleep(wait);
            try (InputStream body = answer.body()) {
                body.transferTo(OutputStream.nullOutputStream());
            }
            return Integer.toString(answer.statusCode());
        } catch (IOException e) {
            return "broken off";
        }
    }
}
