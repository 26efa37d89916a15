package dev.pollux.bench.pictures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway of our own in front of a vendor, as a user starts it, which writes down its collections of garbage. */
record Gateway(Process process, Path folder, int port) implements AutoCloseable {
    private static final Pattern PAUSE = Pattern.compile(" Pause .* ([0-9.]+)ms$");

    static Gateway start(String launcher, Path folder, int vendor) throws IOException, InterruptedException {
        int port = freePort();
        var command = new ProcessBuilder(launcher, "serve", "--port", Integer.toString(port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("gateway.out").toFile());
        command.environment().putAll(Map.of("GEMINI_API_KEY", "bench-key", "GEMINI_BASE_URL",
                "http://127.0.0.1:" + vendor, "POLLUX_MODELS_REFRESH", "0s", "POLLUX_LOG_EXCHANGES", "false",
                "POLLUX_JAVA_OPTS", "-Xlog:gc:file=" + folder.resolve("gc.log")));
        var gateway = new Gateway(command.start(), folder, port);
        gateway.awaitPort();
        return gateway;
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    /** The longest collection among those behind the first so many. */
    double longestPause(long skipped) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("gc.log"))) {
            return lines.map(PAUSE::matcher).filter(Matcher::find).skip(skipped)
                    .mapToDouble(pause -> Double.parseDouble(pause.group(1))).max().orElse(0);
        }
    }

    long pauses() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("gc.log"))) {
            return lines.map(PAUSE::matcher).filter(Matcher::find).count();
        }
    }

    /** The most megabytes that were resident since the start. */
    long peak() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private void awaitPort() throws InterruptedException {
        for (int i = 0; i < 1_200 && process.isAlive(); i++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        process.destroy();
        throw new IllegalStateException("the gateway does not listen; see " + folder);
    }
}
