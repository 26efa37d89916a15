package dev.pollux.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** The real thing. */
@Command(name = "serve", description = "Runs the gateway until it is told to stop.", mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    @Option(names = Serving.CONFIG, paramLabel = "FILE", description = ConfigOptions.FILE)
    private @Nullable String file;

    @Option(names = Serving.PORT, paramLabel = "N", description = "Port to listen on; 0 for any free one.")
    private @Nullable String port;

    @Option(names = Serving.HOST, paramLabel = "H", description = "Address to listen on; others than loopback need a token.")
    private @Nullable String host;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var options = new HashMap<String, String>();
        put(Serving.CONFIG, file, options);
        put(Serving.PORT, port, options);
        put(Serving.HOST, host, options);
        return Serving.run(options, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private static void put(String name, @Nullable String value, Map<String, String> options) {
        if (value != null) {
            options.put(name, value);
        }
    }
}
