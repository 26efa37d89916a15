package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whatever bytes a file of settings holds, it gives settings, or problems with words for each.
 *
 * <p>In the build the inputs in {@code ConfigFuzzTestInputs} are replayed; {@code ReaderFuzzTest} says how to look for more.
 */
class ConfigFuzzTest {
    private static final Path FOLDER = folder();

    @FuzzTest
    void yaml(byte[] bytes) {
        read(Sources.FILE, bytes);
    }

    @FuzzTest
    void dotEnv(byte[] bytes) {
        read(DotEnv.FILE, bytes);
    }

    @FuzzTest
    void olderFormat(byte[] bytes) {
        read(OlderFormat.FILE, bytes);
    }

    private static void read(String name, byte[] bytes) {
        Path file = FOLDER.resolve(name);
        try {
            Files.write(file, bytes);
            Configuration.read(Sources.of(FOLDER, Map.of()));
        } catch (ConfigurationException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.text()).isNotBlank());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            file.toFile().delete();
        }
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("pollux");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
