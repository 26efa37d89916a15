package dev.pollux.road;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A second address of a gateway, at which {@link Canaries} hears every byte that the gateway says: for clients whose
 * sockets belong to somebody's library.
 */
public final class Tap implements AutoCloseable {
    private static final int PIECE = 64 * 1024;
    /** No secret of a test is longer: so much of what came before is heard again with what comes next. */
    private static final int OVERLAP = 4 * 1024;

    private final ServerSocket server;
    private final int gateway;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Tap(ServerSocket server, int gateway) {
        this.server = server;
        this.gateway = gateway;
    }

    /** @param gateway its port */
    public static Tap before(int gateway) {
        try {
            var tap = new Tap(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), gateway);
            Thread.startVirtualThread(tap::accept);
            return tap;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address for clients. */
    public String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                Thread.startVirtualThread(() -> join(client));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    /** Either side's end is the other's. */
    private void join(Socket client) {
        try (client; Socket far = new Socket(InetAddress.getLoopbackAddress(), gateway)) {
            client.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            sockets.add(far);
            Thread.startVirtualThread(() -> pass(client, far));
            hear(far, client);
            sockets.remove(far);
        } catch (IOException _) {
            // the gateway takes no more connections
        } finally {
            sockets.remove(client);
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
