package dev.pollux.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that are read: {@code .env} in the working folder and the configuration. */
final class Folder {
    /** What stands in the configuration file, and the name that people gave it. */
    record Written(String name, Node.Branch tree) {}

    /** No settings are longer; what is would be read for many seconds. */
    static final long LONGEST = 1L << 20;

    private final Sources sources;
    private final List<Problem> problems;

    Folder(Sources sources, List<Problem> problems) {
        this.sources = sources;
        this.problems = problems;
    }

    Variables variables() {
        Path file = sources.folder().resolve(DotEnv.FILE);
        Optional<String> text = Files.isRegularFile(file)
                ? text(file, new Source.File(DotEnv.FILE, 1))
                : Optional.empty();
        return new Variables(sources.environment(),
                text.map(lines -> DotEnv.read(lines, problems::add)).orElse(Map.of()));
    }

    /** All of them, there or not. */
    List<Path> files() {
        Path variables = sources.folder().resolve(DotEnv.FILE);
        return named(variables()).map(named -> List.of(variables, sources.folder().resolve(named.name())))
                .orElseGet(() -> List.of(variables, sources.folder().resolve(Sources.FILE),
                        sources.folder().resolve(OlderFormat.FILE)));
    }

    Written configuration(Variables variables) {
        Optional<Named> named = named(variables);
        if (named.isPresent()) {
            return written(sources.folder().resolve(named.get().name()), named.get().name(), named.get().source());
        }
        Path file = sources.folder().resolve(Sources.FILE);
        Path older = sources.folder().resolve(OlderFormat.FILE);
        if (!Files.exists(file) && isOlder(older)) {
            return written(older, OlderFormat.FILE, new Source.File(OlderFormat.FILE, 1));
        }
        return Files.exists(file)
                ? written(file, Sources.FILE, new Source.File(Sources.FILE, 1))
                : new Written(Sources.FILE, new Node.Branch(List.of(), 1));
    }

    /** The configuration that somebody names, and who. */
    private record Named(String name, Source source) {}

    private Optional<Named> named(Variables variables) {
        return sources.file().map(file -> new Named(file.toString(), new Source.Option("--config")))
                .or(() -> variables.first(List.of(Sources.FILE_VARIABLE))
                        .map(variable -> new Named(variable.text().strip(), variable.source())));
    }

    private Written written(Path file, String name, Source source) {
        return new Written(name, text(file, source)
                .map(text -> OlderFormat.isIn(text)
                        ? OlderFormat.read(text, name, problems)
                        : Yaml.read(text, name, problems))
                .orElse(new Node.Branch(List.of(), 1)));
    }

    /** Many programs have a file of that name; one of another's is none of our business. */
    private static boolean isOlder(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST
                    && OlderFormat.isIn(Files.readString(file));
        } catch (IOException _) {
            return false;
        }
    }

    private Optional<String> text(Path file, Source source) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LONGEST) {
                problems.add(Problem.malformed(source, "a file of more than " + Amounts.text(LONGEST) + ": " + file,
                        "name a file of settings"));
                return Optional.empty();
            }
            String text = Files.readString(file);
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            problems.add(Problem.malformed(source, "a file that is not in UTF-8: " + file, "save it in UTF-8"));
        } catch (IOException _) {
            problems.add(Problem.malformed(source, (Files.exists(file) ? "a file that cannot be read: " : "no file: ")
                    + file, "name a file that this user may read"));
        }
        return Optional.empty();
    }
}
