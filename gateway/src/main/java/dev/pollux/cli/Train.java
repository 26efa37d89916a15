package dev.pollux.cli;

import dev.pollux.Gateway;
import dev.pollux.Parts;
import dev.pollux.config.Configuration;
import dev.pollux.config.Report;
import dev.pollux.observe.Logging;
import dev.pollux.sandbox.Sandbox;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import picocli.CommandLine.Command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Walks every road once, so that the JVM's ahead-of-time cache knows them (JEP 514, 515).
 *
 * <p>The launcher runs it when it makes the cache; nobody else needs it.
 */
@Command(name = "train", hidden = true, description = "Walks every road once, for the JVM's start-up cache.")
final class Train implements Callable<Integer> {
    /** Rounds, so that the profiles in the cache tell what is hot. */
    private static final int ROUNDS = 200;
    private static final List<String> BODIES = List.of(
            """
                    {"model":"gemini-3.8-flash","messages":[{"role":"user","content":"Hello!"}]}""",
            """
                    {"model":"sandbox-fast","stream":true,"stream_options":{"include_usage":true},
                     "messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Use the tool."}],
                     "tools":[{"type":"function","function":{"name":"weather","parameters":
                     {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]}""",
            """
                    {"model":"sandbox-429","messages":[{"role":"user","content":"Hello!"}]}""",
            "{");

    @Override
    public Integer call() throws Exception {
        try (Sandbox sandbox = Sandbox.start("127.0.0.1", 0)) {
            Configuration configuration = Demo.configuration(sandbox, "0");
            Report.of(configuration);
            Logging.configure(Parts.log(configuration));
            Vertx vertx = Vertx.vertx();
            try (Gateway gateway = Gateway.start(configuration)) {
                HttpClient client = vertx.createHttpClient();
                for (int round = 0; round < ROUNDS; round++) {
                    for (String body : BODIES) {
                        ask(client, gateway.port(), HttpMethod.POST, "/v1/chat/completions", body);
                    }
                    ask(client, gateway.port(), HttpMethod.GET, "/v1/models", "");
                    ask(client, gateway.port(), HttpMethod.GET, "/health", "");
                }
            } finally {
                vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
                Logging.close();
            }
        }
        return Pollux.OK;
    }

    private static void ask(HttpClient client, int port, HttpMethod method, String path, String body)
            throws Exception {
        CompletableFuture<Buffer> answer = client.request(method, port, "127.0.0.1", path)
                .compose(request -> request.send(body))
                .compose(response -> response.body())
                .toCompletionStage()
                .toCompletableFuture();
        answer.get(10, TimeUnit.SECONDS);
    }
}
