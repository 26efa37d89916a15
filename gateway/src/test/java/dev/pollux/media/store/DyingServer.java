package dev.pollux.media.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Phaser;

/** A server that breaks off, or falls silent, in the middle of whatever it is asked. */
final class DyingServer implements AutoCloseable {
    private static final int TAKEN = 1_000;
    private static final String PIECE = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nETag: \"x\"\r\n"
            + "Content-Length: 300000\r\n\r\nonly so much";

    private final ServerSocket server;
    private final boolean silent;
    /** One party each connection, and the test. */
    private final Phaser connections = new Phaser(1);

    /** @param silent it keeps its connections instead of breaking them off */
    DyingServer(boolean silent) {
        this.silent = silent;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Waits until nobody holds a connection any more. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.arriveAndAwaitAdvance();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.register();
                Thread.startVirtualThread(() -> {
                    serve(socket);
                    connections.arriveAndDeregister();
                });
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = head(in);
            if (head.startsWith("GET ")) {
                socket.getOutputStream().write(PIECE.getBytes(StandardCharsets.US_ASCII));
            } else if (!head.isEmpty()) {
                in.readNBytes(TAKEN);
            }
            if (silent) {
                while (in.read() >= 0) {
                    // until the other side has enough
                }
            } else {
                socket.setSoLinger(true, 0);
            }
        } catch (SocketException _) {
            // a reset is a close too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }
}
