package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void eachKeyHasOneLineWithItsValueAndItsSourceInColumns() {
        String report = Report.of(new Trial(folder)
                .environment("GEMINI_API_KEY", "one,two")
                .option("--port", Keys.SERVER_PORT, "9000")
                .yaml("log:\n  level: WARN\n")
                .read());
        assertThat(report.lines()).hasSameSizeAs(Keys.all());
        assertThat(report.lines()).contains(
                "server.host                     127.0.0.1                                  default",
                "server.port                     9000                                       --port",
                "access.token                    -                                          default",
                "gemini.api-key                  *** (2)                                    environment GEMINI_API_KEY",
                "log.level                       warn                                       pollux.yaml line 2");
    }

    @Test
    void aVeryLongValueMovesItsOwnSourceOnly() {
        String report = Report.of(new Trial(folder).environment("POLLUX_SERVER_CORS_ORIGINS", "m".repeat(80)).read());
        assertThat(report.lines()).contains(
                "server.cors-origins             " + "m".repeat(80) + "  environment POLLUX_SERVER_CORS_ORIGINS",
                "server.port                     8000                                       default");
    }
}
