package dev.pollux.road;

import dev.pollux.SocketServer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A vendor that sends any bytes at all, and may pause, hang or break off: each request is answered by one script. */
final class ScriptedVendor implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final SocketServer server = SocketServer.start(this::serve);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Script script;

    /** What happens on a connection once a request has come whole; the connection is closed behind it. */
    @FunctionalInterface
    interface Script {
        void play(Peer peer) throws IOException;
    }

    private ScriptedVendor(Script script) {
        this.script = script;
    }

    static ScriptedVendor start(Script script) {
        return new ScriptedVendor(script);
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
        return server.base();
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
        server.close();
    }

    private void serve(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        var peer = new Peer(socket);
        while (peer.readRequest()) {
            requests.add(peer.request());
            script.play(peer);
            if (!peer.keptOpen) {
                return;
            }
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
            String head = SocketServer.head(in);
            byte[] body = in.readNBytes((int) SocketServer.length(head));
            request = new String(head.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                    + new String(body, StandardCharsets.UTF_8);
            return !head.isEmpty();
        }
    }
}
