package dev.pollux.road;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A vendor that sends any bytes at all, and may pause, hang or break off: each request is answered by one script. */
final class ScriptedVendor implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Script script;

    /** What happens on a connection once a request has come whole; the connection is closed behind it. */
    @FunctionalInterface
    interface Script {
        void play(Peer peer) throws IOException;
    }

    private ScriptedVendor(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    static ScriptedVendor start(Script script) {
        try {
            var vendor = new ScriptedVendor(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
            Thread.startVirtualThread(vendor::accept);
            return vendor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that answers each request by these bytes. */
    static ScriptedVendor saying(byte[] answer) {
        return start(peer -> peer.send(answer));
    }

    static ScriptedVendor saying(String answer) {
        return saying(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** A whole answer with the length of its body. */
    static String whole(String statusLine, String contentType, String body, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "HTTP/1.1 " + statusLine + "\r\ncontent-type: " + contentType + "\r\ncontent-length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n" + more + "\r\n" + body;
    }

    /** The head of a stream whose body comes in chunks. */
    static byte[] streamHead() {
        return utf8("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    static byte[] chunk(byte[] bytes) {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes(utf8(Integer.toHexString(bytes.length) + "\r\n"));
        chunk.writeBytes(bytes);
        chunk.writeBytes(utf8("\r\n"));
        return chunk.toByteArray();
    }

    static byte[] lastChunk() {
        return utf8("0\r\n\r\n");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** From now on. */
    void play(Script next) {
        script = next;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Head and body of each request, as they came. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    void forget() {
        requests.clear();
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
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            var peer = new Peer(socket);
            while (peer.readRequest()) {
                requests.add(peer.request());
                script.play(peer);
                if (!peer.keptOpen) {
                    return;
                }
            }
        } catch (IOException _) {
            // the gateway has left, or the test is over
        } finally {
            sockets.remove(socket);
        }
    }

    /** The connection to the gateway, for one script. */
    static final class Peer {
        private final Socket socket;
        private final InputStream in;
        private String request = "";
        private boolean keptOpen;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        String request() {
            return request;
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        void send(String text) throws IOException {
            send(utf8(text));
        }

        /** Breaks the connection off by a reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Goes on when the test says so. */
        void await(CountDownLatch word) throws IOException {
            try {
                if (!word.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("nobody has said to go on");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        /** The connection stays open for another request. */
        void keepOpen() {
            keptOpen = true;
        }

        /** Waits until the gateway closes the connection; throws if it does not within the patience of a test. */
        void awaitClose() throws IOException {
            try {
                while (in.read() >= 0) {
                    // whatever still comes
                }
            } catch (SocketException _) {
                // a reset is a close too
            }
        }

        private boolean readRequest() throws IOException {
            var text = new ByteArrayOutputStream();
            int next = in.read();
            if (next < 0) {
                return false;
            }
            while (next >= 0) {
                text.write(next);
                if (next == '\n' && text.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    text.write(in.readNBytes(length(text.toString(StandardCharsets.ISO_8859_1))));
                    request = text.toString(StandardCharsets.UTF_8);
                    return true;
                }
                next = in.read();
            }
            throw new EOFException("the request broke off");
        }

        private static int length(String head) {
            return head.lines()
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .filter(line -> line.startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
                    .findFirst()
                    .orElse(0);
        }
    }
}
