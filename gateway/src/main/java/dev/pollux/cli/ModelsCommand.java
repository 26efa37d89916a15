package dev.pollux.cli;

import dev.pollux.ModelTable;
import dev.pollux.model.ModelCard;
import dev.pollux.route.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;

/** Shows the models that can be asked for with the settings. */
@Command(name = "models", mixinStandardHelpOptions = true, description = "Shows the models, where each is asked, and what is known of it.")
final class ModelsCommand implements Callable<Integer> {
    private static final String ROW = "%-36s %-44s %10s %8s  %-22s %-18s %s%n";

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--ask", description = "Asks each service for its own list too; costs no quota.")
    private boolean ask;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        out.printf(ROW, "model", "asked at", "input", "output", "retires", "source", "also called");
        for (ModelTable.Row row : ModelTable.rows(config.read(), ask, err::println)) {
            ModelCard card = row.model().card();
            out.printf(ROW, card.id(), joined(row.targets()),
                    card.inputTokens().isPresent() ? card.inputTokens().getAsLong() : "-",
                    card.outputTokens().isPresent() ? card.outputTokens().getAsInt() : "-", retirement(row.model()),
                    row.model().source(), String.join(", ", row.model().aliases()));
        }
        out.flush();
        return Exit.OK;
    }

    /** The day, where it is known, and who answers from then on. */
    private static String retirement(Listing model) {
        return model.retires()
                .map(moment -> (moment.equals(Instant.MIN) ? "retired" : LocalDate.ofInstant(moment, ZoneOffset.UTC))
                        + model.successor().map(next -> " > " + next).orElse(""))
                .orElse("-");
    }

    private static String joined(List<String> targets) {
        return targets.isEmpty() ? "-" : String.join(", ", targets);
    }
}
