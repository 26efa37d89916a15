package dev.pollux.bench.pictures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends pictures through a gateway of its own by every road, and measures how it is meanwhile. */
public final class Pictures {
    private static final byte[] PNG_HEAD = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Pictures() {}

    /** A way through the gateway: where it is asked, and what. */
    private record Road(String path, String question) {}

    /** Arguments: the launcher, pictures at one time, megabytes of one, rounds. */
    public static void main(String[] arguments) throws Exception {
        int atOnce = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[3]);
        String picture = picture(Integer.parseInt(arguments[2]));
        Path folder = Files.createTempDirectory("pictures");
        try (Vendor vendor = Vendor.start(picture);
                Gateway gateway = Gateway.start(arguments[0], folder, vendor.port())) {
            for (Road road : roads(picture).values()) { // the compilers come first
                ask(gateway, road);
            }
            System.out.printf("%d pictures of %s MB at a time, in and out, %d rounds; times in ms%n%n", atOnce,
                    arguments[2], rounds);
            System.out.printf("%-28s %8s %10s %10s %10s %12s %10s%n", "", "round", "health", "health", "health",
                    "longest", "resident");
            System.out.printf("%-28s %8s %10s %10s %10s %12s %10s%n", "", "takes", "median", "p99", "longest",
                    "collection", "peak, MB");
            measure(gateway, "nothing", () -> {
                TimeUnit.SECONDS.sleep(2);
                return 200;
            }, 1, 1);
            for (Map.Entry<String, Road> road : roads(picture).entrySet()) {
                measure(gateway, road.getKey(), () -> ask(gateway, road.getValue()), atOnce, rounds);
            }
            System.out.println("\nHow late the event loops came to their work, looked at once a second:");
            String figures = HTTP.send(HttpRequest.newBuilder(URI.create(gateway.base() + "/metrics")).build(),
                    BodyHandlers.ofString()).body();
            figures.lines().filter(line -> line.startsWith("pollux_event_loop_lag_seconds_bucket"))
                    .forEach(System.out::println);
        }
    }

    private static void measure(Gateway gateway, String name, Callable<Integer> asking, int atOnce, int rounds)
            throws Exception {
        long pausesBefore = gateway.pauses();
        var over = new AtomicBoolean();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Double>>> healths = new ArrayList<>();
            for (int i = 0; i < 4; i++) { // one for each event loop, as they come
                healths.add(executor.submit(() -> healths(gateway, over)));
            }
            long begun = System.nanoTime();
            var refused = new TreeMap<Integer, Integer>();
            for (int round = 0; round < rounds; round++) {
                List<Future<Integer>> asked = new ArrayList<>();
                for (int i = 0; i < atOnce; i++) {
                    asked.add(executor.submit(asking));
                }
                for (Future<Integer> one : asked) {
                    refused.merge(one.get(), 1, Integer::sum);
                }
            }
            double took = (System.nanoTime() - begun) / 1e6 / rounds;
            over.set(true);
            var all = new ArrayList<Double>();
            for (Future<List<Double>> one : healths) {
                all.addAll(one.get());
            }
            all.sort(Double::compare);
            refused.remove(200);
            System.out.printf("%-28s %8.0f %10.1f %10.1f %10.1f %12.1f %10d%s%n", name, took,
                    all.get(all.size() / 2), all.get(all.size() * 99 / 100), all.getLast(),
                    gateway.longestPause(pausesBefore), gateway.peak(),
                    refused.isEmpty() ? "" : "  refused: " + refused);
        }
    }

    private static List<Double> healths(Gateway gateway, AtomicBoolean over) throws IOException, InterruptedException {
        var taken = new ArrayList<Double>();
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.base() + "/health")).build();
        HttpClient own = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        while (!over.get()) {
            long begun = System.nanoTime();
            own.send(request, BodyHandlers.discarding());
            taken.add((System.nanoTime() - begun) / 1e6);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return taken;
    }

    private static int ask(Gateway gateway, Road road) throws IOException, InterruptedException {
        HttpResponse<Void> answer = HTTP.send(HttpRequest.newBuilder(URI.create(gateway.base() + road.path()))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(road.question())).build(), BodyHandlers.discarding());
        return answer.statusCode();
    }

    private static Map<String, Road> roads(String picture) {
        String url = "data:image/png;base64," + picture;
        var roads = new TreeMap<String, Road>();
        for (boolean stream : new boolean[]{false, true}) {
            String how = stream ? ", streamed" : "";
            String head = "{\"model\":\"gemini-3.1-flash-image\",\"stream\":" + stream;
            roads.put("chat" + how, new Road("/v1/chat/completions", head + ",\"messages\":[{\"role\":\"user\","
                    + "\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}]}]}"));
            roads.put("responses" + how, new Road("/v1/responses", head + ",\"input\":[{\"role\":\"user\","
                    + "\"content\":[{\"type\":\"input_image\",\"image_url\":\"" + url + "\"}]}]}"));
            roads.put("anthropic" + how, new Road("/v1/messages", head + ",\"max_tokens\":99,\"messages\":[{\"role\":"
                    + "\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":"
                    + "\"image/png\",\"data\":\"" + picture + "\"}}]}]}"));
            roads.put("gemini" + how, new Road("/v1beta/models/gemini-3.1-flash-image:"
                    + (stream ? "streamGenerateContent?alt=sse" : "generateContent"),
                    "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\","
                            + "\"data\":\"" + picture + "\"}}]}]}"));
            roads.put("images/generations" + how, new Road("/v1/images/generations", head + ",\"prompt\":\"A cat\"}"));
            roads.put("chat, only out" + how, new Road("/v1/chat/completions", head
                    + ",\"messages\":[{\"role\":\"user\",\"content\":\"A cat\"}]}"));
        }
        return roads;
    }

    /** Begins as a picture does; what is drawn in a chat is looked at no further. */
    private static String picture(int megabytes) {
        byte[] bytes = new byte[megabytes * 1_000_000];
        new Random(1).nextBytes(bytes);
        System.arraycopy(PNG_HEAD, 0, bytes, 0, PNG_HEAD.length);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
