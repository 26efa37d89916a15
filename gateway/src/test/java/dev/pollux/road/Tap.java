package dev.pollux.road;

import dev.pollux.SocketServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A second address of a gateway, at which {@link Canaries} hears every byte that the gateway says: for clients whose
 * sockets belong to somebody's library.
 */
public final class Tap implements AutoCloseable {
    private static final int PIECE = 64 * 1024;
    /** No secret of a test is longer: so much of what came before is heard again with what comes next. */
    private static final int OVERLAP = 4 * 1024;

    private final SocketServer server = SocketServer.start(this::join);
    private final int gateway;

    private Tap(int gateway) {
        this.gateway = gateway;
    }

    /** @param gateway its port */
    public static Tap before(int gateway) {
        return new Tap(gateway);
    }

    /** The address for clients. */
    public String address() {
        return server.base().toString();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Either side's end is the other's. */
    private void join(Socket client) throws IOException {
        try (Socket far = new Socket(InetAddress.getLoopbackAddress(), gateway)) {
            far.setTcpNoDelay(true);
            Thread.startVirtualThread(() -> pass(client, far));
            hear(far, client);
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // either of them has left
        }
    }

    private static void hear(Socket from, Socket to) {
        byte[] piece = new byte[PIECE];
        String before = "";
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                out.write(piece, 0, length);
                String heard = before + new String(piece, 0, length, StandardCharsets.ISO_8859_1); // secrets are ASCII
                Canaries.heard("the wire", heard);
                before = heard.substring(Math.max(0, heard.length() - OVERLAP));
            }
        } catch (IOException _) {
            // either of them has left
        }
    }
}
