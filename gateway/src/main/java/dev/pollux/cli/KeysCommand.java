package dev.pollux.cli;

import dev.pollux.Gateway;
import dev.pollux.KeyCheck;
import dev.pollux.config.Configuration;
import dev.pollux.config.Keys;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.secret.Digest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Shows how the keys are: those of the settings, or those of a running gateway. */
@Command(name = "keys", mixinStandardHelpOptions = true, description = "Shows the keys and their states; a key is shown by its number.")
final class KeysCommand implements Callable<Integer> {
    private static final String ROW = "%-14s %4s  %-8s %-26s %-13s %8s %9s  %s%n";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--probe", description = "Asks each key for its list of models; costs no quota.")
    private boolean probe;

    @Option(names = "--server", paramLabel = "URL", description = "Asks a running gateway, with the first token of the settings.")
    private @Nullable URI server;

    @Option(names = "--reset", paramLabel = "UPSTREAM/NUMBER", description = "Makes a running gateway use a key again: that of --server, or the one that the settings start here.")
    private @Nullable String reset;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = config.read();
        if ((server != null || reset != null) && probe) {
            throw new ParameterException(spec.commandLine(), "--probe asks the keys of the settings, not a server");
        }
        URI gateway = server != null || reset == null
                ? server
                : URI.create(Gateway.address(configuration, configuration.get(Keys.SERVER_PORT)));
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode states;
        try {
            states = gateway != null ? ask(gateway, configuration) : KeyCheck.states(configuration, probe);
        } catch (IOException | JsonException e) {
            spec.commandLine().getErr().println("No answer of a gateway at " + gateway + ": " + e.getMessage());
            return Exit.FAILED;
        }
        print(states, out);
        out.flush();
        boolean refused = states.path("keys").valueStream()
                .anyMatch(key -> key.path("state").asString("").equals("dead"));
        return probe && refused ? Exit.FAILED : Exit.OK;
    }

    private ObjectNode ask(URI gateway, Configuration configuration) throws IOException, InterruptedException {
        String keys = gateway.toString().replaceAll("/+$", "") + "/pollux/keys";
        var request = HttpRequest.newBuilder().timeout(PATIENCE);
        if (reset == null) {
            request.uri(URI.create(keys));
        } else if (reset.matches("[A-Za-z0-9_-]+/\\d+")) {
            request.uri(URI.create(keys + "/" + reset + "/reset")).POST(BodyPublishers.noBody());
        } else {
            throw new ParameterException(spec.commandLine(), "--reset wants a key as gemini/1, not " + reset);
        }
        configuration.get(Keys.ACCESS_TOKEN).stream().filter(token -> !Digest.isMeantBy(token.reveal())).findFirst()
                .ifPresent(token -> request.header("authorization", "Bearer " + token.reveal()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() == 404 && reset != null) {
                throw new IOException("it has no key " + reset);
            }
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return Json.object(answer.body());
        }
    }

    private static void print(ObjectNode states, PrintWriter out) {
        out.printf(ROW, "upstream", "key", "state", "until", "why", "used", "failures", "");
        for (JsonNode key : states.path("keys")) {
            row(out, key.path("upstream").asString(""), key.path("key").asString(""), key,
                    key.path("used").asString(""), key.path("failures").asString(""), notes(key));
            for (JsonNode model : key.path("models")) {
                row(out, "", "", model, "", "", "for " + model.path("model").asString(""));
            }
        }
    }

    /** Its name, and what a probe said. */
    private static String notes(JsonNode key) {
        return (key.path("name").asString("") + " " + key.path("note").asString("")).strip();
    }

    private static void row(PrintWriter out, String upstream, String number, JsonNode state, String used,
            String failures, String note) {
        out.printf(ROW, upstream, number, state.path("state").asString(""), state.path("until").asString("-"),
                state.path("why").asString("-"), used, failures, note);
    }
}
