package dev.pollux.bench.started;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway of our own. */
public record GatewayProcess(Process process, int port) implements AutoCloseable {

    /**
     * Starts it and waits until it listens.
     *
     * @param settings by the names of their variables
     */
    public static GatewayProcess start(String launcher, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        var command = new ProcessBuilder(launcher, "serve", "--port", Integer.toString(port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("gateway.out").toFile());
        command.environment().put("POLLUX_MODELS_REFRESH", "0s");
        command.environment().putAll(settings);
        var gateway = new GatewayProcess(command.start(), port);
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close)); // whoever breaks this off leaves nothing
        gateway.awaitPort();
        return gateway;
    }

    /** A connection to it. */
    public Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Stops it, and tells whether it went in good order. */
    public boolean stop() throws InterruptedException {
        process.destroy();
        int code = process.waitFor();
        return code == 0 || code == 143;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private void awaitPort() throws InterruptedException {
        for (int i = 0; i < 1_200 && process.isAlive(); i++) {
            try (var _ = connect()) {
                return;
            } catch (IOException _) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        process.destroy();
        throw new IllegalStateException("the gateway does not listen; see gateway.out");
    }
}
