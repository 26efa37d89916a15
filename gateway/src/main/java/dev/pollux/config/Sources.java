package dev.pollux.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where values may come from; the earlier wins: the command line, the environment, {@code .env} in the working folder,
 * the file, the default. A blank value counts as none.
 *
 * @param folder the working folder
 * @param options what the command line sets
 * @param environment the variables of the process
 * @param file the file that the command line names and that must exist; without it that of {@code POLLUX_CONFIG}, which
 *         must exist too, and without that {@code pollux.yaml} in the working folder, or else {@code config.json} of the
 *        Gemini-CLI proxy, if one is there
 */
public record Sources(Path folder, List<Option> options, Map<String, String> environment, Optional<Path> file) {
    /** The file that is read where nobody names another. */
    public static final String FILE = "pollux.yaml";
    /** The variable that names another. */
    public static final String FILE_VARIABLE = "POLLUX_CONFIG";

    /** One option of the command line, with the name that its errors use: {@code --port}. */
    public record Option(String name, Key<?> key, String text) {}

    public Sources {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /** Without any word on the command line. */
    public static Sources of(Path folder, Map<String, String> environment) {
        return new Sources(folder, List.of(), environment, Optional.empty());
    }

    /** These, and one option more. */
    public Sources withOption(String name, Key<?> key, String text) {
        return new Sources(folder, Stream.concat(options.stream(), Stream.of(new Option(name, key, text))).toList(),
                environment, file);
    }

    /** Every file that is read, or would be if it were there. */
    public List<Path> files() {
        return new Folder(this, new ArrayList<>()).files();
    }

    /** These, with the file that {@code --config} names. */
    public Sources withFile(Path path) {
        return new Sources(folder, options, environment, Optional.of(path));
    }
}
