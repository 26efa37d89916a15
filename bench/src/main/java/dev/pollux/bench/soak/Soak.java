package dev.pollux.bench.soak;

import dev.pollux.bench.soak.Client.End;
import dev.pollux.bench.soak.Gauge.Reading;
import dev.pollux.bench.started.GatewayProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Runs a gateway of its own before a vendor that fails, and judges it: every exchange has one outcome and none ends in a
 * lie, and what it takes up does not grow.
 */
public final class Soak {
    /** Of the time, before anything is measured. */
    private static final double WARM_UP = 0.25;
    private static final int READINGS = 24;
    private static final double TOLERANCE = 1.10;
    /** Threads and descriptors come and go a few at a time. */
    private static final int SLACK = 16;
    private static final Map<String, String> SETTINGS = Map.of(
            "POLLUX_LOG_FORMAT", "json",
            "POLLUX_LOG_FILE_SIZE", "1GiB", "POLLUX_STREAM_HEARTBEAT", "1s",
            "POLLUX_UPSTREAM_FIRST_BYTE_TIMEOUT", "10s", "POLLUX_UPSTREAM_IDLE_TIMEOUT", "10s",
            "POLLUX_BREAKER_RESULTS", "0"); // else it would spare the gateway most of its work

    private Soak() {}

    /** Arguments: the launcher, seconds, streams at one time. Exits with 1 if a promise is broken. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("soak");
        Path log = folder.resolve("gateway.log");
        var settings = new HashMap<>(SETTINGS);
        settings.put("POLLUX_LOG_FILE", log.toString());
        boolean well;
        try (Vendor vendor = Vendor.start(Duration.ofMillis(100));
                GatewayProcess gateway = GatewayProcess.start(arguments[0], folder, vendor.with(settings))) {
            well = run(gateway, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), log);
        }
        System.out.println(well ? "All promises are kept." : "Promises are broken; see " + folder);
        System.exit(well ? 0 : 1);
    }

    private static boolean run(GatewayProcess gateway, int seconds, int streams, Path log)
            throws IOException, InterruptedException {
        var gauge = new Gauge(gateway.process().pid());
        var tally = new Tally();
        var readings = new ArrayList<Reading>();
        long begun = System.nanoTime();
        long length = TimeUnit.SECONDS.toNanos(seconds);
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < streams; i++) {
            clients.add(Thread.startVirtualThread(new Client(gateway.port(), begun + length, tally)));
        }
        System.out.printf("%d streams at one time for %d s%n%n%6s%10s%14s%9s%13s%n", streams, seconds, "s", "heap MB",
                "resident MB", "threads", "descriptors");
        for (int i = 0; i <= READINGS; i++) {
            long due = begun + (long) (length * (WARM_UP + (1 - WARM_UP) * i / (READINGS + 1.0)));
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            Reading reading = gauge.read();
            readings.add(reading);
            System.out.printf("%6d%10.1f%14.1f%9d%13d%n", TimeUnit.NANOSECONDS.toSeconds(due - begun),
                    reading.heap() / 1e6, reading.resident() / 1e6, reading.threads(), reading.descriptors());
        }
        for (Thread client : clients) {
            client.join();
        }
        boolean stopped = gateway.stop(); // all lines are in the log behind it
        tally.print();
        return Stream.of(isFlat(readings), isAccounted(tally, log), stopped)
                .allMatch(Boolean::booleanValue);
    }

    private static boolean isFlat(List<Reading> readings) {
        List<Reading> first = readings.subList(0, readings.size() / 2);
        List<Reading> second = readings.subList(readings.size() / 2, readings.size());
        double before = first.stream().mapToLong(Reading::heap).average().orElseThrow();
        double after = second.stream().mapToLong(Reading::heap).average().orElseThrow();
        System.out.printf("%nheap after collection: %.1f MB, then %.1f MB%n", before / 1e6, after / 1e6);
        return Stream.of(told("the heap is flat", after <= before * TOLERANCE),
                told("no thread is lost", most(second, Reading::threads) <= most(first, Reading::threads) + SLACK),
                told("no descriptor is lost",
                        most(second, Reading::descriptors) <= most(first, Reading::descriptors) * TOLERANCE + SLACK))
                .allMatch(Boolean::booleanValue);
    }

    private static long most(List<Reading> readings, ToLongFunction<Reading> what) {
        return readings.stream().max(Comparator.comparingLong(what)).map(what::applyAsLong).orElseThrow();
    }

    private static boolean isAccounted(Tally tally, Path log) throws IOException {
        long outcomes;
        long gone;
        try (Stream<String> lines = Files.lines(log)) {
            List<String> exchanges = lines.filter(line -> line.contains("\"message\":\"exchange\"")
                    && line.contains("\"method\":\"POST\"")).toList();
            outcomes = exchanges.size();
            gone = exchanges.stream().filter(line -> line.contains("\"failure\":\"client_gone\"")).count();
        }
        long ended = tally.count(End.ANSWERED) + tally.count(End.FAILED) + tally.count(End.LEFT);
        System.out.printf("sent %d = answered %d + failed %d + left %d; the log has %d outcomes, %d of clients gone%n",
                tally.begun(), tally.count(End.ANSWERED), tally.count(End.FAILED), tally.count(End.LEFT), outcomes,
                gone);
        return Stream.of(told("every client knows how its exchange ended", ended == tally.begun()),
                told("every exchange has one outcome in the log", outcomes == tally.begun()))
                .allMatch(Boolean::booleanValue);
    }

    static boolean told(String promise, boolean kept) {
        System.out.println((kept ? "kept    " : "BROKEN  ") + promise);
        return kept;
    }
}
