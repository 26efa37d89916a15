package dev.pollux.media;

import dev.pollux.SocketServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server on a loopback address that answers with whatever bytes a test wants, and knows who came. */
final class FileServer implements AutoCloseable {
    static final byte[] PNG = "\u0089PNG\r\n\u001a\n and so on".getBytes(StandardCharsets.ISO_8859_1);

    /** Writes the whole answer, head and all; the connection is closed when it returns. */
    interface Page {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    final CountDownLatch left = new CountDownLatch(1);
    final CountDownLatch reached = new CountDownLatch(1);
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final SocketServer server;

    private FileServer(String address, int port) {
        server = SocketServer.start(InetAddress.ofLiteral(address), port, this::serve);
    }

    static FileServer start(String address, int port) {
        return new FileServer(address, port);
    }

    int port() {
        return server.address().getPort();
    }

    InetSocketAddress address() {
        return server.address();
    }

    /** The heads of all requests, one line per field. */
    List<String> heads() {
        return heads;
    }

    void page(String path, Page page) {
        pages.put(path, page);
    }

    void file(String path, String type, byte[] body) {
        page(path, out -> {
            head(out, "200 OK", "Content-Type: " + type, "Content-Length: " + body.length);
            out.write(body);
        });
    }

    void redirect(String path, String location) {
        page(path, out -> head(out, "302 Found", "Location: " + location, "Content-Length: 0"));
    }

    /** Writes until the other side leaves. */
    void endless(String path, String type, byte[] piece) {
        page(path, out -> {
            head(out, "200 OK", "Content-Type: " + type);
            out.write(PNG);
            while (true) {
                out.write(piece);
            }
        });
    }

    /** Begins and then waits until the other side leaves. */
    void stalled(String path) {
        page(path, out -> {
            head(out, "200 OK", "Content-Type: image/png", "Content-Length: 1000");
            out.write(PNG);
            out.flush();
            reached.countDown();
        });
    }

    static void head(OutputStream out, String status, String... fields) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private void serve(Socket connection) throws IOException {
        try {
            InputStream in = connection.getInputStream();
            String head = SocketServer.head(in);
            heads.add(head.replace("\r\n", "\n"));
            String path = head.isEmpty() ? "" : head.split(" ", 3)[1];
            Page missing = out -> head(out, "404 Not Found", "Content-Length: 0");
            pages.getOrDefault(path, missing).write(connection.getOutputStream());
            // What a page leaves open stays open until the other side leaves.
            if (reached.getCount() == 0) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            left.countDown();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
