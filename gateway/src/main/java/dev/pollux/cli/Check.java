package dev.pollux.cli;

import dev.pollux.config.Configuration;
import dev.pollux.config.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** Shows what a start would use. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Checks the settings and prints each value with where it comes from, secrets masked.")
final class Check implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Configuration configuration = config.read();
        spec.commandLine().getOut().print(Report.of(configuration));
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }
}
