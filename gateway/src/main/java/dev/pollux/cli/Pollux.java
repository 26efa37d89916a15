package dev.pollux.cli;

import dev.pollux.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's command line: {@code pollux COMMAND}. */
@Command(name = "pollux", description = "A gateway that lets every LLM client talk to every LLM service.", mixinStandardHelpOptions = true, versionProvider = Pollux.Versions.class, synopsisSubcommandLabel = "COMMAND", subcommands = {
        Demo.class, Serve.class, Check.class, KeysCommand.class, ModelsCommand.class, HashToken.class,
        Translate.class, SandboxCommand.class
}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:all went well; a server was told to stop and has",
        "1:the program failed",
        "2:the command line is wrong", "78:the configuration is wrong", "130:a second Ctrl-C ended it at once",
        "143:a second SIGTERM ended it at once"})
final class Pollux implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new Pollux())
                .setExecutionExceptionHandler((e, line, _) -> Exit.explain(e, line.getErr()));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? The first to try is: pollux demo");
    }

    /** What {@code --version} prints. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"pollux " + Version.current(), "Java " + Runtime.version()};
        }
    }
}
