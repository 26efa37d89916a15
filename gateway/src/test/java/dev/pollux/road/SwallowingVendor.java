package dev.pollux.road;

import dev.pollux.SocketServer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** A vendor that reads bodies of any length, holds nothing of them, and answers with the number of their bytes. */
final class SwallowingVendor implements AutoCloseable {
    private final SocketServer server = SocketServer.start(this::serve);
    private final AtomicLong taken;

    /** @param taken counts what it has read */
    SwallowingVendor(AtomicLong taken) {
        this.taken = taken;
    }

    URI base() {
        return server.base();
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        long length = SocketServer.length(SocketServer.head(in));
        byte[] buffer = new byte[1 << 16];
        while (taken.get() < length) {
            int read = in.read(buffer);
            if (read < 0) {
                return;
            }
            taken.addAndGet(read);
        }
        socket.getOutputStream().write(ScriptedVendor.utf8(
                ScriptedVendor.whole("200 OK", "text/plain", Long.toString(taken.get()))));
    }
}
