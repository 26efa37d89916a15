package dev.pollux.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process takes up, by the system's and the JDK's own account. */
final class Gauge {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private final long process;

    Gauge(long process) {
        this.process = process;
    }

    /**
     * One look.
     *
     * @param heap bytes of it that are in use after a collection
     * @param resident bytes
     */
    record Reading(long heap, long resident, int threads, int descriptors) {}

    Reading read() throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/" + process + "/status"));
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + process + "/fd"))) {
            return new Reading(heap(), number(status, "VmRSS:") << 10, (int) number(status, "Threads:"),
                    (int) descriptors.count());
        }
    }

    /** The most bytes that were resident since the start. */
    long peak() throws IOException {
        return number(Files.readAllLines(Path.of("/proc/" + process + "/status")), "VmHWM:") << 10;
    }

    private long heap() throws IOException {
        // a histogram of the classes collects first, and ends in a line with the sum
        Process jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(process), "GC.class_histogram")
                .redirectErrorStream(true).start();
        try (Stream<String> lines = jcmd.inputReader().lines()) {
            return lines.filter(line -> line.startsWith("Total"))
                    .mapToLong(line -> Long.parseLong(line.split("\\s+", 4)[2]))
                    .findFirst().orElseThrow(() -> new IOException("jcmd tells nothing of process " + process));
        }
    }

    private static long number(List<String> status, String name) {
        return status.stream().filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip().split("\\s+", 2)[0]))
                .findFirst().orElseThrow();
    }
}
