package dev.pollux.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import dev.pollux.transcript.Talk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    void aFullDiskCostsLinesOnly() {
        Logging.configure(new LogConfig("info", false, Optional.of(folder.resolve("full.log")), 1 << 30, 2));
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(ExchangeLog.class).iteratorForAppenders()
                .forEachRemaining(file -> fill((RollingFile<?>) file));
        var log = LoggerFactory.getLogger("dev.pollux.test");
        assertThatCode(() -> {
            for (int i = 0; i < LINES; i++) {
                log.warn("something happened {}", i);
            }
            Logging.close();
        }).doesNotThrowAnyException();
        assertThat(folder.resolve("full.log")).isEmptyFile();
    }

    @Test
    void ofTheDetailedLogAFullDiskCostsEntriesOnlyAndTheyAreCounted() {
        var file = new RollingFile<Detail>(folder.resolve("detail.log").toString(), 1 << 30, 2, new ContextBase());
        var log = new DetailLog(1_024, file);
        fill(file);
        for (int i = 0; i < 20; i++) {
            Talk talk = log.transcripts(List.of()).apply("req_" + i).withClient();
            talk.asks("POST /", List.of());
            talk.answers("200 OK", List.of());
            talk.ends("complete");
        }
        log.close();
        assertThat(log.lost()).isEqualTo(40);
        assertThat(folder.resolve("detail.log")).isEmptyFile();
    }

    /** From now on the disk is full. */
    private static void fill(RollingFile<?> file) {
        try {
            var full = new ResilientFileOutputStream(new File("/dev/full"), true, FILE);
            full.setContext(file.getContext());
            file.setOutputStream(full);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
