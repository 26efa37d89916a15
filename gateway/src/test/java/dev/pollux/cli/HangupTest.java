package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The program itself, as a process: it lives on after the signal HUP, with the settings that stand in its file then. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals; there the file is watched, and POST /pollux/reload asks")
class HangupTest {
    @TempDir
    Path folder;

    @Test
    @DisabledIf(value = "isIgnored", disabledReason = "under nohup a process and all that it starts never see the signal")
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theSignalHasTheSettingsReadAgain() throws Exception {
        Path file = folder.resolve("pollux.yaml");
        write(file, "one");
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "dev.pollux.Main", "serve", "--port", "0")
                .directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.endsWith("_KEY") || name.startsWith("POLLUX_"));
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            awaitLine(lines, "ready http://127.0.0.1:");
            write(file, "two");
            hangUp(process);
            assertThat(awaitLine(lines, "settings were read again")).contains("models.default");
            Files.writeString(file, "models.default: [\n");
            hangUp(process);
            assertThat(awaitLine(lines, "stay as they are")).contains("1 error");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Linux tells by a bit each signal that is ignored; the first is that of HUP. */
    static boolean isIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status) && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16) % 2 != 0);
    }

    private static void write(Path file, String model) throws IOException {
        Files.writeString(file, "models: {refresh: 0s, default: gemini/" + model + "}\nreload.watch: 0s\n");
    }

    private static void hangUp(Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor()).isZero();
    }

    private static String awaitLine(BufferedReader lines, String part) throws IOException {
        var heard = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heard.append(line).append('\n');
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("the process ended without \"" + part + "\": " + heard);
    }
}
