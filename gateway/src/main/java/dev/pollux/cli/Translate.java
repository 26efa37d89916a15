package dev.pollux.cli;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Dialects;
import dev.pollux.json.JsonException;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.route.Catalogue;
import dev.pollux.sse.FrameTooLongException;
import dev.pollux.translate.Translation;
import dev.pollux.translate.Translation.Told;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** A dry run: shows what becomes of a request, an answer, a stream or a failure in another dialect. */
@Command(name = "translate", mixinStandardHelpOptions = true, description = "Shows what becomes of a text of one dialect in another, and what is lost. Needs no server.")
final class Translate implements Callable<Integer> {
    private final Dialects dialects;
    private final InstantSource clock;

    @Option(names = "--from", paramLabel = "DIALECT", required = true, description = "What the input is: openai, responses, gemini or anthropic.")
    private String from = "";

    @Option(names = "--to", paramLabel = "DIALECT", required = true, description = "What the output shall be.")
    private String to = "";

    @Option(names = "--kind", paramLabel = "KIND", defaultValue = "request", description = "request (the default) as a client sends it; response, stream or failure as a vendor answers.")
    private Translation.Kind kind = Translation.Kind.request;

    @Option(names = "--model", paramLabel = "NAME", description = "The model, in the place of the one that the input names.")
    private @Nullable String model;

    @Option(names = "--status", paramLabel = "N", defaultValue = "400", description = "The HTTP status of a failure (${DEFAULT-VALUE}).")
    private int status = 400;

    @Option(names = "--strict", description = "A loss is an error.")
    private boolean strict;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The input; without it standard input.")
    private @Nullable Path file;

    @Spec
    private CommandSpec spec;

    Translate() {
        this(Dialects.create(InstantSource.system(),
                () -> Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36)), InstantSource.system());
    }

    /** @param clock by which models retire */
    Translate(Dialects dialects, InstantSource clock) {
        this.dialects = dialects;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        var catalogue = Catalogue.load(Optional.empty(), new Catalogue.Options(false, true), clock);
        var translation = new Translation(dialect("--from", from), dialect("--to", to), catalogue,
                Optional.ofNullable(model));
        PrintWriter err = spec.commandLine().getErr();
        try {
            Told told = translation.tell(kind, status, input());
            List<String> grave = told.losses().grave();
            if (strict && !grave.isEmpty()) {
                err.println("Lost, and --strict is set: " + String.join(", ", grave));
                return Exit.FAILED;
            }
            spec.commandLine().getOut().print(told.text());
            spec.commandLine().getOut().flush();
            told.losses().names().forEach(err::println);
            return Exit.OK;
        } catch (JsonException e) {
            err.println(explained(e.path(), e.getMessage()));
        } catch (FailureException e) {
            Failure failure = e.failure();
            err.println(explained(failure.param().orElse(""), failure.message()));
        } catch (FrameTooLongException e) {
            err.println(e.getMessage());
        }
        return Exit.FAILED;
    }

    private byte[] input() throws IOException {
        return file == null ? System.in.readAllBytes() : Files.readAllBytes(file);
    }

    private Dialect dialect(String option, String name) {
        return dialects.named(name)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), option + " must be one of "
                        + dialects.all().stream().map(Dialect::name).collect(Collectors.joining(", ")) + ", not '"
                        + name
                        + "'."));
    }

    private static String explained(String path, String message) {
        return path.isEmpty() || message.contains(path) ? message : path + ": " + message;
    }
}
