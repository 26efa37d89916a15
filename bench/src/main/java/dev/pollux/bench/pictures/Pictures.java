package dev.pollux.bench.pictures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
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
import java.util.zip.CRC32;

/** Sends pictures through a gateway of its own by every road, and measures how it is meanwhile. */
public final class Pictures {
    private static final byte[] PNG_HEAD = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final String SERVED = "200";

    private Pictures() {}

    /**
     * Arguments: the launcher, pictures at one time, megabytes of one, rounds, whether they go in as well as out
     * ({@code in-and-out} or {@code out}), milliseconds for which a client reads nothing of its answer, and what the names
     * of the roads begin with.
     */
    public static void main(String[] arguments) throws Exception {
        int atOnce = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[3]);
        boolean in = arguments[4].equals("in-and-out");
        long wait = Long.parseLong(arguments[5]);
        String picture = picture(Integer.parseInt(arguments[2]));
        Map<String, Road> roads = Road.all(picture, in);
        roads.keySet().removeIf(name -> !name.startsWith(arguments[6]));
        try (Vendor vendor = Vendor.start(picture);
                Gateway gateway = Gateway.start(arguments[0], Files.createTempDirectory("pictures"), vendor.port())) {
            for (Road road : roads.values()) { // the compilers come first
                road.ask(gateway.base(), 0);
            }
            System.out.printf("%d pictures of %s MB at a time, %s, %d rounds; times in ms, memory in MB%n%n", atOnce,
                    arguments[2], in ? "in and out" : "only out", rounds);
            System.out.printf("%-22s %8s %8s %8s %8s %11s %9s %9s%n", "", "round", "health", "health", "health",
                    "longest", "heap", "resident");
            System.out.printf("%-22s %8s %8s %8s %8s %11s %9s %9s%n", "", "takes", "median", "p99", "longest",
                    "collection", "in use", "peak");
            measure(gateway, "nothing", () -> {
                TimeUnit.SECONDS.sleep(2);
                return SERVED;
            }, 1, 1, false);
            for (Map.Entry<String, Road> road : roads.entrySet()) {
                measure(gateway, road.getKey(), () -> road.getValue().ask(gateway.base(), wait), atOnce, rounds,
                        wait > 0);
            }
            System.out.println("\nHow late the event loops came to their work, looked at once a second:");
            gateway.get("/metrics").lines().filter(line -> line.startsWith("pollux_event_loop_lag_seconds_bucket"))
                    .forEach(System.out::println);
        }
    }

    private static void measure(Gateway gateway, String name, Callable<String> asking, int atOnce, int rounds,
            boolean collecting) throws Exception {
        int collected = gateway.collections().size();
        gateway.forgetPeak();
        var over = new AtomicBoolean();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Double>>> healths = new ArrayList<>();
            for (int i = 0; i < 4; i++) { // one for each event loop, as they come
                healths.add(executor.submit(() -> healths(gateway, over)));
            }
            Future<?> collector = executor.submit(() -> {
                while (collecting && !over.get()) {
                    gateway.collect();
                    TimeUnit.MILLISECONDS.sleep(500);
                }
                return true;
            });
            long begun = System.nanoTime();
            var ends = new TreeMap<String, Integer>();
            for (int round = 0; round < rounds; round++) {
                List<Future<String>> asked = new ArrayList<>();
                for (int i = 0; i < atOnce; i++) {
                    asked.add(executor.submit(asking));
                }
                for (Future<String> one : asked) {
                    ends.merge(one.get(), 1, Integer::sum);
                }
            }
            double took = (System.nanoTime() - begun) / 1e6 / rounds;
            over.set(true);
            collector.get();
            var all = new ArrayList<Double>();
            for (Future<List<Double>> one : healths) {
                all.addAll(one.get());
            }
            all.sort(Double::compare);
            List<Gateway.Collection> meanwhile = gateway.collections();
            meanwhile = meanwhile.subList(collected, meanwhile.size());
            System.out.printf("%-22s %8.0f %8.1f %8.1f %8.1f %11.1f %9d %9d  %s%n", name, took,
                    all.get(all.size() / 2), all.get(all.size() * 99 / 100), all.getLast(),
                    meanwhile.stream().mapToDouble(Gateway.Collection::millis).max().orElse(0),
                    meanwhile.stream().filter(Gateway.Collection::full).mapToLong(Gateway.Collection::left).max()
                            .orElse(0),
                    gateway.peak(), ends);
        }
    }

    private static List<Double> healths(Gateway gateway, AtomicBoolean over) throws IOException, InterruptedException {
        var taken = new ArrayList<Double>();
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.base() + "/health")).build();
        HttpClient own = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        do {
            long begun = System.nanoTime();
            own.send(request, BodyHandlers.discarding());
            taken.add((System.nanoTime() - begun) / 1e6);
            TimeUnit.MILLISECONDS.sleep(5);
        } while (!over.get());
        return taken;
    }

    /** Built as a picture is: nobody looks at what is drawn in it. */
    private static String picture(int megabytes) {
        byte[] pixels = new byte[megabytes * 1_000_000];
        new Random(1).nextBytes(pixels);
        var size = ByteBuffer.allocate(13).putInt(4_096).putInt(4_096).put((byte) 8).put((byte) 2);
        var png = ByteBuffer.allocate(pixels.length + 100).put(PNG_HEAD);
        part(png, "IHDR", size.array());
        part(png, "IDAT", pixels);
        part(png, "IEND", new byte[0]);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(png.array(), png.position()));
    }

    private static void part(ByteBuffer png, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(name);
        sum.update(content);
        png.putInt(content.length).put(name).put(content).putInt((int) sum.getValue());
    }
}
