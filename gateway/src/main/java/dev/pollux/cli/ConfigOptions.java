package dev.pollux.cli;

import dev.pollux.config.Configuration;
import dev.pollux.config.Sources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The option that says where the configuration is. */
final class ConfigOptions {
    static final String FILE = "Settings; without it pollux.yaml in this folder, if it is there.";

    @Option(names = "--config", paramLabel = "FILE", description = FILE)
    private @Nullable Path file;

    /** The sources of this process: environment, {@code .env} and file. */
    Sources sources() {
        var sources = Sources.of(Path.of("").toAbsolutePath(), System.getenv());
        return file == null ? sources : sources.withFile(file);
    }

    Configuration read() {
        return Configuration.read(sources());
    }
}
