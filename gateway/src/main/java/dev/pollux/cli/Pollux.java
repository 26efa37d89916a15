package dev.pollux.cli;

import dev.pollux.Version;
import dev.pollux.config.ConfigurationException;
import dev.pollux.http.ServerException;
import dev.pollux.route.CatalogueException;
import dev.pollux.sandbox.SandboxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Optional;

/** The program's command line: {@code pollux COMMAND}. */
@Command(name = "pollux", description = "A gateway that lets every LLM client talk to every LLM service.", mixinStandardHelpOptions = true, versionProvider = Pollux.Versions.class, synopsisSubcommandLabel = "COMMAND", subcommands = {
        Demo.class, Serve.class, Check.class, KeysCommand.class, ModelsCommand.class, HashToken.class,
        Translate.class, SandboxCommand.class,
        Train.class}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:all went well; a server was told to stop and has",
                "1:the program failed",
                "2:the command line is wrong", "78:the configuration is wrong", "130:a second Ctrl-C ended it at once",
                "143:a second SIGTERM ended it at once"})
public final class Pollux implements Runnable {
    static final int OK = 0;
    static final int FAILED = 1;
    /** EX_CONFIG of sysexits.h; a wrong command line is 2, picocli's own. */
    static final int BAD_CONFIGURATION = 78;

    @Spec
    private CommandSpec spec;

    /** Runs one command to its end and gives the exit code. */
    public static int run(String... args) {
        Optional<PlainLine> plain = PlainLine.of(args);
        return plain.isPresent() ? run(plain.get()) : commandLine().execute(args);
    }

    private static int run(PlainLine line) {
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        try {
            return line.run(out, err);
        } catch (Exception e) {
            return explain(e, err);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Pollux()).setExecutionExceptionHandler((e, line, _) -> explain(e, line.getErr()));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? The first to try is: pollux demo");
    }

    /** Tells a failure that has its cause outside in a sentence, our own mistakes with all that helps to find them. */
    private static int explain(Exception e, PrintWriter err) {
        switch (e) {
            case ConfigurationException _,CatalogueException _ -> {
                err.println(String.valueOf(e.getMessage()).strip());
                return BAD_CONFIGURATION;
            }
            case ServerException _,SandboxException _ -> err.println(e.getMessage());
            default -> e.printStackTrace(err);
        }
        return FAILED;
    }

    /** What {@code --version} prints. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"pollux " + Version.current(), "Java " + Runtime.version()};
        }
    }
}
