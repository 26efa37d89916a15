package dev.pollux.bench.pictures;

import dev.pollux.bench.started.GatewayProcess;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A gateway of our own in front of a vendor, which writes down its collections of garbage. */
record Gateway(GatewayProcess started, Path folder) implements AutoCloseable {
    private static final Pattern PAUSE = Pattern.compile(" Pause (\\w+) .*->(\\d+)M\\(.*\\) ([0-9.]+)ms$");

    /**
     * One collection.
     *
     * @param full whether all garbage was looked for
     * @param left megabytes that were found in use
     * @param millis for which everything else stood still
     */
    record Collection(boolean full, long left, double millis) {}

    static Gateway start(String launcher, Path folder, int vendor) throws IOException, InterruptedException {
        String given = System.getenv().getOrDefault("POLLUX_JAVA_OPTS", "");
        return new Gateway(GatewayProcess.start(launcher, folder, Map.of("GEMINI_API_KEY", "bench-key",
                "GEMINI_BASE_URL", "http://127.0.0.1:" + vendor, "POLLUX_LOG_EXCHANGES", "false",
                "POLLUX_JAVA_OPTS", given + " -Xlog:gc:file=" + folder.resolve("gc.log"))), folder);
    }

    String base() {
        return "http://127.0.0.1:" + started.port();
    }

    String get(String path) throws IOException {
        try (var in = URI.create(base() + path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    List<Collection> collections() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("gc.log"))) {
            return lines.map(PAUSE::matcher).filter(Matcher::find)
                    .map(pause -> new Collection(pause.group(1).equals("Full"), Long.parseLong(pause.group(2)),
                            Double.parseDouble(pause.group(3))))
                    .toList();
        }
    }

    /** Has it look for all garbage, so that what is in use can be told. */
    void collect() throws IOException, InterruptedException {
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(started.process().pid()), "GC.run").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    /** The peak is looked for anew. */
    void forgetPeak() throws IOException {
        Files.writeString(Path.of("/proc/" + started.process().pid() + "/clear_refs"), "5");
    }

    /** The most megabytes that were resident since then. */
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
