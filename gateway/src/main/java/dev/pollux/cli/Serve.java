package dev.pollux.cli;

import dev.pollux.Gateway;
import dev.pollux.Parts;
import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.config.Sources;
import dev.pollux.observe.Logging;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** The real thing. */
@Command(name = "serve", description = "Runs the gateway until it is told to stop.", mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0 for any free one.")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "H", description = "Address to listen on; others than loopback need a token.")
    private @Nullable String host;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Sources sources = config.sources();
        if (port != null) {
            sources = sources.withOption("--port", Keys.SERVER_PORT, port);
        }
        if (host != null) {
            sources = sources.withOption("--host", Keys.SERVER_HOST, host);
        }
        Configuration configuration = Configuration.read(sources);
        Logging.configure(Parts.log(configuration));
        Gateway gateway = Gateway.start(configuration);
        if (configuration.staysOnLoopback()) {
            String why = configuration.get(Keys.ACCESS_TOKEN).isEmpty()
                    ? "There is no client token"
                    : "The client token is easily guessed";
            spec.commandLine().getErr()
                    .println(why + ", so only this machine is served: set AUTH_TOKEN to one of at least 8 characters,"
                            + " or access.open: true, to be reached at " + configuration.get(Keys.SERVER_HOST) + ".");
        }
        spec.commandLine().getOut().println("ready " + Gateway.address(configuration, gateway.port()));
        configuration.get(Keys.SERVER_PUBLIC_URL)
                .ifPresent(address -> spec.commandLine().getOut().println("reached at " + address));
        Forever.until(gateway);
        return Pollux.OK;
    }
}
