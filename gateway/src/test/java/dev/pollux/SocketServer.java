package dev.pollux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;

/** A server of which a test has every byte in its hands: each connection has a thread of its own. */
public final class SocketServer implements AutoCloseable {
    private final ServerSocket server;
    private final Service service;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    /** One party each connection, and whoever waits for them. */
    private final Phaser connections = new Phaser(1);

    /** What happens on a connection; it is closed behind that, and if that throws. */
    @FunctionalInterface
    public interface Service {
        void serve(Socket socket) throws IOException;
    }

    private SocketServer(ServerSocket server, Service service) {
        this.server = server;
        this.service = service;
    }

    public static SocketServer start(Service service) {
        return start(InetAddress.getLoopbackAddress(), 0, service);
    }

    /** @param port 0 for any */
    public static SocketServer start(InetAddress address, int port, Service service) {
        try {
            var started = new SocketServer(new ServerSocket(port, 50, address), service);
            Thread.startVirtualThread(started::accept);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The head of a request, with the blank line behind it; empty if the other side leaves before that. */
    public static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (next == '\n' && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                return head.toString();
            }
        }
        return "";
    }

    /** How long a body that head announces. */
    public static long length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToLong(line -> Long.parseLong(line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
    }

    /** Takes no more connections, and waits until those that there are have ended by themselves. */
    public void awaitEnd() {
        stopAccepting();
        connections.arriveAndAwaitAdvance();
    }

    @Override
    public void close() {
        stopAccepting();
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void stopAccepting() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.register();
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            service.serve(socket);
        } catch (IOException _) {
            // the other side has left, or the test is over
        } finally {
            sockets.remove(socket);
            connections.arriveAndDeregister();
        }
    }
}
