package dev.pollux.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the documents are, from whichever module the tests run. */
final class Documents {
    /** The folder of the repository. */
    static final Path ROOT = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .filter(folder -> Files.exists(folder.resolve(".env.example")))
            .findFirst()
            .orElseThrow();

    private Documents() {}

    /** One file of {@code docs}. */
    static Path page(String name) {
        return ROOT.resolve("docs").resolve(name);
    }
}
