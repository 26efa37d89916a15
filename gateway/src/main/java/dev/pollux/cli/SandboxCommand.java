package dev.pollux.cli;

import dev.pollux.sandbox.Sandbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** The offline upstream alone. */
@Command(name = "sandbox", mixinStandardHelpOptions = true, description = "Runs the offline upstream, for testing programs without a key or a network.")
final class SandboxCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "N", required = true, description = "Port to listen on; 0 for any free one.")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Sandbox sandbox = Sandbox.start("127.0.0.1", port);
        spec.commandLine().getOut().println("ready " + sandbox.base());
        Forever.until(sandbox);
        return Exit.OK;
    }
}
