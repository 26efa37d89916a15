package dev.pollux.media.store;

import dev.pollux.SocketServer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A server that breaks off, or falls silent, in the middle of whatever it is asked. */
final class DyingServer implements AutoCloseable {
    private static final int TAKEN = 1_000;
    private static final String PIECE = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nETag: \"x\"\r\n"
            + "Content-Length: 300000\r\n\r\nonly so much";

    private final boolean silent;
    private final SocketServer server = SocketServer.start(this::serve);

    /** @param silent it keeps its connections instead of breaking them off */
    DyingServer(boolean silent) {
        this.silent = silent;
    }

    URI base() {
        return server.base();
    }

    /** Waits until nobody holds a connection any more. */
    @Override
    public void close() {
        server.awaitEnd();
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String head = SocketServer.head(in);
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
    }
}
