package dev.pollux.bench.pictures;

import dev.pollux.bench.started.GatewayProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway of our own in front of a vendor, which writes down its collections of garbage. */
record Gateway(GatewayProcess started, Path folder) implements AutoCloseable {
    private static final Pattern PAUSE = Pattern.compile(" Pause .* ([0-9.]+)ms$");

    static Gateway start(String launcher, Path folder, int vendor) throws IOException, InterruptedException {
        return new Gateway(GatewayProcess.start(launcher, folder, Map.of("GEMINI_API_KEY", "bench-key",
                "GEMINI_BASE_URL", "http://127.0.0.1:" + vendor, "POLLUX_LOG_EXCHANGES", "false",
                "POLLUX_JAVA_OPTS", "-Xlog:gc:file=" + folder.resolve("gc.log"))), folder);
    }

    String base() {
        return "http://127.0.0.1:" + started.port();
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
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + started.process().pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        }
    }

    @Override
    public void close() {
        started.close();
    }
}
