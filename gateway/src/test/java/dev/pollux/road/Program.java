package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gateway in a process of its own.
 *
 * <p>From jars, as everywhere but in a build: these stay open, while a class in a folder is a file that cannot be opened
 * any more when the descriptors have run out.
 *
 * @param lines that it has written and nobody has read
 */
record Program(Process process, int port, BlockingQueue<String> lines) implements AutoCloseable {
    private static final long PATIENCE = 60;
    private static final String CLASS_PATH = Stream.of(System.getProperty("java.class.path").split(":"))
            .map(Path::of).map(Program::packed).map(Path::toString).collect(Collectors.joining(":"));

    private static Path packed(Path entry) {
        if (!Files.isDirectory(entry)) {
            return entry;
        }
        try {
            Path jar = Files.createTempFile("pollux", ".jar");
            jar.toFile().deleteOnExit();
            int code = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create",
                    "--no-compress", "--file", jar.toString(), "-C", entry.toString(), ".");
            assertThat(code).as("jar").isZero();
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it on a free port.
     *
     * @param descriptors that it may have open
     * @param java options of Java
     * @param settings by their variables
     * @param command of ours that serves
     */
    static Program start(int descriptors, List<String> java, Map<String, String> settings, String command)
            throws IOException {
        var words = new ArrayList<String>();
        if (descriptors < Integer.MAX_VALUE) {
            words.addAll(List.of("sh", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "sh"));
        }
        words.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        words.addAll(java);
        words.addAll(List.of("-cp", CLASS_PATH, "dev.pollux.Main", command, "--port", "0"));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(settings);
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready ")) {
                var lines = new LinkedBlockingQueue<String>();
                Thread.startVirtualThread(() -> readOn(out, lines));
                return new Program(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)), lines);
            }
        }
        throw new IOException("the program ended with " + process.exitValue());
    }

    private static void readOn(BufferedReader out, BlockingQueue<String> lines) {
        try {
            out.lines().forEach(lines::add);
        } catch (UncheckedIOException _) {
            // it has ended
        }
    }

    RawClient client() {
        return RawClient.connect(port);
    }

    /** SIGTERM. */
    void signal() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("it ends").isTrue();
        return process.exitValue();
    }

    /** Returns when it has written a line with these words in it. */
    void awaitLine(String words) throws InterruptedException {
        String line;
        do {
            line = lines.poll(PATIENCE, TimeUnit.SECONDS);
            assertThat(line).as("a line with " + words).isNotNull();
        } while (!line.contains(words));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
