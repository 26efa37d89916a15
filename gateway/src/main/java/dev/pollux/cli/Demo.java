package dev.pollux.cli;

import dev.pollux.Gateway;
import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.config.Sources;
import dev.pollux.sandbox.Sandbox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/** A gateway in front of the offline upstream: no key, no network, nothing to set up. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Runs a gateway in front of the offline upstream: no key and no network needed.")
final class Demo implements Callable<Integer> {
    static final String PORT = "--port";
    static final String USUAL_PORT = "8000";

    @Option(names = PORT, paramLabel = "N", defaultValue = USUAL_PORT, description = "Port to listen on (${DEFAULT-VALUE}); 0 for any free one.")
    private String port = USUAL_PORT;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return run(port, spec.commandLine().getOut());
    }

    static int run(String port, PrintWriter out) throws InterruptedException {
        Sandbox sandbox = Sandbox.start("127.0.0.1", 0);
        Configuration configuration = configuration(sandbox, port);
        Gateway gateway = start(configuration);
        print(Gateway.address(configuration, gateway.port()), out);
        Forever.until(sandbox, gateway);
        return Exit.OK;
    }

    static Gateway start(Configuration configuration) {
        return Serving.start(configuration, () -> Gateway.start(configuration));
    }

    /** Nothing of this machine's settings: the demo is the same everywhere. */
    static Configuration configuration(Sandbox sandbox, String port) {
        return Configuration.read(Sources.of(Path.of("/nowhere"), Map.of())
                .withOption("--port", Keys.SERVER_PORT, port)
                .withOption("demo", Keys.GEMINI_BASE_URL, sandbox.base().toString())
                .withOption("demo", Keys.GEMINI_API_KEY, "sandbox-key"));
    }

    private static void print(String address, PrintWriter out) {
        out.println("ready " + address);
        out.println("""

                Ask, whole and streamed:

                  curl %1$s/v1/chat/completions -H 'Content-Type: application/json' \\
                    -d '{"model":"gemini-3.8-flash","messages":[{"role":"user","content":"Hello!"}]}'

                  curl -N %1$s/v1/chat/completions -H 'Content-Type: application/json' \\
                    -d '{"model":"gemini-3.8-flash","stream":true,"messages":[{"role":"user","content":"Hello!"}]}'

                  curl %1$s/v1/models

                Any OpenAI client: base URL %1$s/v1, any key. Ctrl-C ends it.""".formatted(address));
        out.flush();
    }
}
