package dev.pollux.bench.soak;

import dev.pollux.bench.soak.Client.End;
import dev.pollux.bench.soak.Gauge.Reading;
import dev.pollux.bench.started.GatewayProcess;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lets many be there at one time, and judges: idle connections and slow streams fit into a small process, every stream
 * comes to its end, and every connection that was idle answers at once.
 */
public final class Crowd {
    private static final long LIMIT = 256L << 20;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final byte[] HEALTH = "GET /health HTTP/1.1\r\nhost: crowd\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Map<String, String> SETTINGS = Map.of("POLLUX_JAVA_OPTS", "-Xmx96m",
            "POLLUX_UPSTREAM_CONNECTIONS", "4096", "POLLUX_SERVER_KEEP_ALIVE", "5m");

    private Crowd() {}

    /** Arguments: the launcher, idle connections, streams. Exits with 1 if a promise is broken. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("crowd");
        boolean well;
        try (Vendor vendor = Vendor.start(LONGEST_PAUSE);
                GatewayProcess gateway = GatewayProcess.start(arguments[0], folder, vendor.with(SETTINGS))) {
            well = run(gateway, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
        System.out.println(well ? "All promises are kept." : "Promises are broken; see " + folder);
        System.exit(well ? 0 : 1);
    }

    private static boolean run(GatewayProcess gateway, int connections, int streams)
            throws IOException, InterruptedException {
        var gauge = new Gauge(gateway.process().pid());
        System.out.printf("%-36s%10s%14s%9s%13s%n", "", "heap MB", "resident MB", "threads", "descriptors");
        print("nobody", gauge.read());
        List<Socket> idle = idle(gateway, connections);
        print(connections + " idle connections", gauge.read());
        var tally = new Tally();
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < streams; i++) {
            clients.add(Thread.startVirtualThread(() -> {
                tally.sent();
                tally.ended(Optional.empty(), new Client(gateway.port(), 0, tally).ask());
            }));
        }
        TimeUnit.SECONDS.sleep(LONGEST_PAUSE.toSeconds() * 4); // in the middle of them all
        long open = clients.stream().filter(Thread::isAlive).count();
        print("and " + open + " open streams", gauge.read());
        for (Thread client : clients) {
            client.join();
        }
        print("behind the streams", gauge.read());
        long answering = answering(idle);
        long peak = gauge.peak();
        System.out.printf("%nthe most that was ever resident: %.1f MB%n", peak / 1e6);
        return Stream.of(Soak.told("all streams were open at one time", open == streams),
                Soak.told("every stream came whole", tally.count(End.ANSWERED) == streams),
                Soak.told("every idle connection answers, and is answered soon", answering == connections),
                Soak.told("it all fits into 256 MiB", peak <= LIMIT),
                Soak.told("it stops in good order", gateway.stop())).allMatch(Boolean::booleanValue);
    }

    /** Connections that have asked once, and keep silent since. */
    private static List<Socket> idle(GatewayProcess gateway, int connections) throws IOException {
        var idle = new ArrayList<Socket>();
        for (int i = 0; i < connections; i++) {
            Socket socket = gateway.connect();
            socket.setSoTimeout(PATIENCE_MILLIS);
            idle.add(socket);
        }
        if (answering(idle) < connections) {
            throw new IOException("not every connection is served");
        }
        return idle;
    }

    private static long answering(List<Socket> sockets) {
        return sockets.stream().filter(Crowd::answers).count();
    }

    private static boolean answers(Socket socket) {
        try {
            socket.getOutputStream().write(HEALTH);
            byte[] answer = new byte[4096];
            int read = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(read, 0), StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200");
        } catch (IOException _) {
            return false;
        }
    }

    private static void print(String when, Reading reading) {
        System.out.printf("%-36s%10.1f%14.1f%9d%13d%n", when, reading.heap() / 1e6, reading.resident() / 1e6,
                reading.threads(), reading.descriptors());
    }
}
