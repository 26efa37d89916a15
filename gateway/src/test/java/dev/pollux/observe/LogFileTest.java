package dev.pollux.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The log in a file: it is put aside when it is long, packed, and does not grow for ever. */
class LogFileTest {
    private static final int LINES = 3_000;
    private static final int FILE = 64 * 1024;

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        Logging.close();
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    @Test
    void everyLineIsInTheFileWhenTheLogIsClosed() throws IOException {
        write(1 << 30, 3, 200);
        assertThat(Files.readAllLines(folder.resolve("pollux.log"))).hasSize(200)
                .allMatch(line -> line.contains(" WARN  something happened"));
    }

    @Test
    void aLongFileIsPutAsideAndPackedAndOldOnesGo() throws IOException {
        write(FILE, 2, LINES);
        List<Path> aside;
        try (Stream<Path> files = Files.list(folder)) {
            aside = files.filter(file -> file.toString().endsWith(".gz")).toList();
        }
        assertThat(aside).isNotEmpty();
        assertThat(Files.size(folder.resolve("pollux.log"))).isLessThan((long) LINES * 500);
        try (var packed = new GZIPInputStream(Files.newInputStream(aside.getFirst()))) {
            assertThat(new String(packed.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains(" WARN  something happened");
        }
    }

    /** The lines are lost, and nothing else is: nobody waits and nothing is thrown. */
    @Test
    void aFullDiskCostsLinesOnly(@TempDir(cleanup = CleanupMode.NEVER) Path full) throws IOException {
        // not cleaned up: the log goes on trying to open its file anew, also while somebody deletes it
        Path file = Files.createSymbolicLink(full.resolve("full.log"), Path.of("/dev/full"));
        Logging.configure(new LogConfig("info", false, Optional.of(file), FILE, 2));
        var log = LoggerFactory.getLogger("dev.pollux.test");
        assertThatCode(() -> {
            for (int i = 0; i < LINES; i++) {
                log.warn("something happened {}", i);
            }
            Logging.close();
        }).doesNotThrowAnyException();
    }

    private void write(long fileSize, int files, int lines) {
        Logging.configure(new LogConfig("info", false, Optional.of(folder.resolve("pollux.log")), fileSize, files));
        var log = LoggerFactory.getLogger("dev.pollux.test");
        for (int i = 0; i < lines; i++) {
            log.warn("something happened {} {}", i, "x".repeat(400));
        }
        Logging.close();
    }
}
