package dev.pollux.road;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A vendor that reads bodies of any length, holds nothing of them, and answers with the number of their bytes. */
final class SwallowingVendor implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicLong taken;

    /** @param taken counts what it has read */
    SwallowingVendor(AtomicLong taken) {
        this.taken = taken;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::serve);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        try (Socket socket = server.accept(); InputStream in = new BufferedInputStream(socket.getInputStream())) {
            long length = length(in);
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
        } catch (IOException _) {
            // the test is over
        }
    }

    private static long length(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString().lines().map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToLong(line -> Long.parseLong(line.substring("content-length:".length()).strip()))
                .findFirst().orElseThrow();
    }
}
