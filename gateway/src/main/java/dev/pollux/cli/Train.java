package dev.pollux.cli;

import dev.pollux.Gateway;
import dev.pollux.Main;
import dev.pollux.config.Configuration;
import dev.pollux.config.Report;
import dev.pollux.config.Sources;
import dev.pollux.observe.Logging;
import dev.pollux.sandbox.Sandbox;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Walks every road, so that the JVM's ahead-of-time cache knows what classes are needed, and how they are linked (JEP 514).
 *
 * <p>The launcher runs it when it makes the cache; nobody else needs it.
 */
final class Train {
    private static final long PATIENCE_SECONDS = 60;
    /** Enough that what is made only at the second use, or the twentieth, is made. */
    private static final int ROUNDS = 30;
    private static final List<Call> CALLS = List.of(
            new Call("/v1/chat/completions", """
                    {"model":"sandbox-fast","messages":[{"role":"system","content":"Be brief."},
                     {"role":"user","content":"Hello!"}],"temperature":0.7}"""),
            new Call("/v1/chat/completions", """
                    {"model":"sandbox-fast","stream":true,"stream_options":{"include_usage":true},
                     "messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Use the tool."}],
                     "tools":[{"type":"function","function":{"name":"weather","parameters":
                     {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]}"""),
            new Call("/v1beta/models/sandbox-fast:generateContent", """
                    {"contents":[{"role":"user","parts":[{"text":"Hello!"}]}]}"""),
            new Call("/v1beta/models/sandbox-fast:streamGenerateContent?alt=sse", """
                    {"contents":[{"role":"user","parts":[{"text":"Hello!"}]}]}"""),
            new Call("/v1/messages", """
                    {"model":"sandbox-fast","max_tokens":100,"stream":true,
                     "messages":[{"role":"user","content":"Hello!"}]}"""),
            new Call("/v1/responses", """
                    {"model":"sandbox-fast","stream":true,"input":"Hello!"}"""),
            new Call("/v1/chat/completions", """
                    {"model":"sandbox-429","messages":[{"role":"user","content":"Hello!"}]}"""),
            new Call("/v1/chat/completions", "{"),
            new Call("/v1/models", ""),
            new Call("/health", ""));

    /**
     * One request.
     *
     * @param body empty for a GET
     */
    private record Call(String target, String body) {}

    private Train() {}

    /** As {@code serve} does. */
    static int serve() throws Exception {
        Process sandbox = sandbox();
        try (BufferedReader said = sandbox.inputReader()) {
            Sources sources = Sources.of(Path.of("/nowhere"), Map.of("PORT", "0", "GEMINI_API_KEY", "train-key",
                    "GEMINI_BASE_URL", said.readLine().replaceFirst("^ready ", "")));
            Report.of(Configuration.read(sources));
            var unread = new PrintWriter(Writer.nullWriter());
            try (Gateway gateway = Serving.start(sources, unread, unread)) {
                walk(gateway.port());
            }
        } finally {
            sandbox.destroy();
        }
        return Exit.OK;
    }

    /** As {@code demo} does, which has its sandbox in itself. */
    static int demo() throws Exception {
        try (Sandbox sandbox = Sandbox.start("127.0.0.1", 0);
                Gateway gateway = Demo.start(Demo.configuration(sandbox, "0"))) {
            walk(gateway.port());
        }
        return Exit.OK;
    }

    private static void walk(int port) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client = vertx.createHttpClient();
            for (int round = 0; round < ROUNDS; round++) {
                for (CompletableFuture<?> answer : CALLS.stream().map(call -> ask(client, port, call)).toList()) {
                    answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            Logging.close();
        }
    }

    /** Another process: what only the sandbox needs does not belong into the cache of {@code serve}. */
    private static Process sandbox() throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "sandbox",
                "--port", "0").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static CompletableFuture<Buffer> ask(HttpClient client, int port, Call call) {
        return client
                .request(call.body().isEmpty() ? HttpMethod.GET : HttpMethod.POST, port, "127.0.0.1", call.target())
                .compose(request -> request.send(call.body()))
                .compose(response -> response.body())
                .toCompletionStage()
                .toCompletableFuture();
    }
}
