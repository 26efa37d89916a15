package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** However a file changes, that is seen once and not before it is whole. */
class WatchTest {
    private static final String GOOD = "server.port: 1\n";

    private final AtomicInteger changes = new AtomicInteger();

    @TempDir
    Path folder;

    private Path file = Path.of("pollux.yaml");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("pollux.yaml"), GOOD);
    }

    @Test
    void aWrittenFileCountsOnceAndWhenTwoLooksAgree() throws IOException {
        Watch watch = watch();
        Files.writeString(file, "server.port: ");
        watch.look();
        Files.writeString(file, "server.port: 2\n");
        watch.look();
        assertThat(changes).hasValue(0);
        watch.look();
        watch.look();
        assertThat(changes).hasValue(1);
    }

    @Test
    void aFileInThePlaceOfAnotherCounts() throws IOException {
        Watch watch = watch();
        Files.move(Files.writeString(folder.resolve("new"), "server.port: 2\n"), file,
                StandardCopyOption.REPLACE_EXISTING);
        lookTwice(watch);
        assertThat(changes).hasValue(1);
    }

    /** The form of a mounted ConfigMap: file, link to a folder, link to the folder of a version. */
    @Test
    void aTurnedLinkCounts() throws IOException {
        Files.delete(file);
        version("v1", GOOD);
        version("v2", "server.port: 2\n");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
        Files.createSymbolicLink(file, Path.of("..data", "pollux.yaml"));
        Watch watch = watch();
        Path turned = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("v2"));
        Files.move(turned, data, StandardCopyOption.ATOMIC_MOVE);
        lookTwice(watch);
        assertThat(changes).hasValue(1);
    }

    @Test
    void aFileThatIsGoneIsWaitedFor() throws IOException {
        Watch watch = watch();
        Files.delete(file);
        lookTwice(watch);
        Files.writeString(file, GOOD);
        lookTwice(watch);
        assertThat(changes).as("the same again").hasValue(0);
        Files.delete(file);
        lookTwice(watch);
        Files.writeString(file, "server.port: 2\n");
        lookTwice(watch);
        assertThat(changes).hasValue(1);
    }

    @Test
    void aFileOfVariablesCountsAndSoDoesTheOneThatItNames() throws IOException {
        Watch watch = watch();
        Path named = Files.writeString(folder.resolve("named.yaml"), GOOD);
        Files.writeString(folder.resolve(".env"), "POLLUX_CONFIG=named.yaml\n");
        lookTwice(watch);
        assertThat(changes).hasValue(1);
        Files.writeString(named, "server.port: 2\n");
        lookTwice(watch);
        assertThat(changes).hasValue(2);
    }

    @Test
    void theOlderFormatCounts() throws IOException {
        Files.delete(file);
        Path older = Files.writeString(folder.resolve("config.json"), "{\"openai_api_key\": \"one\"}");
        Watch watch = watch();
        Files.writeString(older, "{\"openai_api_key\": \"two\"}");
        lookTwice(watch);
        assertThat(changes).hasValue(1);
    }

    private void version(String name, String text) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("pollux.yaml"), text);
    }

    private Watch watch() {
        return Watch.idle(Sources.of(folder, Map.of()), changes::incrementAndGet);
    }

    private static void lookTwice(Watch watch) {
        watch.look();
        watch.look();
    }
}
