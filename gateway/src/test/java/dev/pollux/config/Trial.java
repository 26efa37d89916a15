package dev.pollux.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A working folder and an environment, put together piece by piece, and what is read from them. */
final class Trial {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Sources sources;

    Trial(Path folder) {
        this.folder = folder;
        this.sources = Sources.of(folder, Map.of());
    }

    Trial yaml(String text) {
        return file(Sources.FILE, text);
    }

    Trial dotEnv(String text) {
        return file(DotEnv.FILE, text);
    }

    Trial file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Trial environment(String name, String text) {
        environment.put(name, text);
        return this;
    }

    Trial option(String name, Key<?> key, String text) {
        sources = sources.withOption(name, key, text);
        return this;
    }

    Trial config(String file) {
        sources = sources.withFile(Path.of(file));
        return this;
    }

    Configuration read() {
        return Configuration.read(
                new Sources(sources.folder(), sources.options(), environment, sources.file()));
    }

    /** One text for each problem. */
    List<String> errors() {
        return failure().problems().stream().map(Problem::text).toList();
    }

    ConfigurationException failure() {
        return catchThrowableOfType(ConfigurationException.class, this::read);
    }
}
