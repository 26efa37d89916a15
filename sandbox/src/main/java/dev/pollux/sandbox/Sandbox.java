package dev.pollux.sandbox;

import dev.pollux.sandbox.scenario.Attempts;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The offline upstream: one port that speaks Gemini, OpenAI and Anthropic as their vendors do.
 *
 * <p>The model name of a request chooses the behaviour; {@code docs/sandbox.md} has the table.
 */
public final class Sandbox implements AutoCloseable {
    private static final int LOOPS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx;
    private final String host;
    private final Front.Shared shared;

    private Sandbox(Vertx vertx, String host, Front.Shared shared) {
        this.vertx = vertx;
        this.host = host;
        this.shared = shared;
    }

    /**
     * Starts a sandbox and returns when it listens.
     *
     * @param port 0 takes any free port
     * @throws SandboxException when the address cannot be had
     */
    public static Sandbox start(String host, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
        var shared = new Front.Shared(new Journal(), new Attempts());
        try {
            vertx.deployVerticle(() -> new Front(host, port, shared), new DeploymentOptions().setInstances(LOOPS))
                    .toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Sandbox(vertx, host, shared);
        } catch (ExecutionException e) {
            var _ = vertx.close();
            throw new SandboxException(reason(host, port, e.getCause()), e);
        } catch (TimeoutException e) {
            var _ = vertx.close();
            throw new SandboxException("The sandbox did not listen on " + host + ":" + port + " in time.", e);
        } catch (InterruptedException e) {
            var _ = vertx.close();
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted while the sandbox was starting.", e);
        }
    }

    private static String reason(String host, int port, @org.jspecify.annotations.Nullable Throwable cause) {
        if (cause instanceof BindException) {
            return "The sandbox cannot listen on " + host + ":" + port
                    + ": the port is taken or the address is not ours.";
        }
        return "The sandbox cannot listen on " + host + ":" + port + ": " + cause + ".";
    }

    /** The port it listens on, never 0. */
    public int port() {
        return shared.port();
    }

    /** The address to give to clients, without a path. */
    public URI base() {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port());
    }

    /** The newest requests, oldest first; at most 256. */
    public List<Recorded> recorded() {
        return shared.journal().entries();
    }

    /** Clears {@link #recorded()} and lets {@code sandbox-flaky-N} fail anew. */
    public void forget() {
        shared.journal().clear();
        shared.attempts().forget();
    }

    /** Ends every connection and frees the port before it returns. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
