package dev.pollux.road;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client that says on a socket exactly what it is told to say, and hides nothing of what it hears. */
final class RawClient implements AutoCloseable {
    /** Longest wait for anything: a test that needs it has failed. */
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LONGEST_LINE = 4_096;

    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static RawClient connect(int port) {
        return connect(port, 0);
    }

    /** @param receiveBuffer of the socket in bytes, 0 for the usual one */
    static RawClient connect(int port, int receiveBuffer) {
        try {
            var socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient post(String path, String body, String... headers) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return say(head("POST", path, headers) + "content-type: application/json\r\ncontent-length: " + length
                + "\r\n\r\n" + body); // at once: who is refused before his body has come loses his connection
    }

    RawClient send(String method, String path, String... headers) {
        return say(head(method, path, headers) + "\r\n");
    }

    /** Sends a text as it stands. */
    RawClient say(String text) {
        return say(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient say(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer to its end, or to where the connection ends. */
    RawAnswer answer() {
        return answer(false);
    }

    /** Reads one answer that has no body although its headers announce one. */
    RawAnswer answerToHead() {
        return answer(true);
    }

    /** Reads the status line and the headers of an answer, and the first bytes of its body. */
    String firstChunk() {
        try {
            readHead();
            return nextChunk();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the status line and the headers of an answer. */
    String head() {
        try {
            return readHead();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on where {@link #firstChunk} ended; empty at the last chunk. */
    String nextChunk() {
        try {
            var chunk = new ByteArrayOutputStream();
            readChunk(chunk);
            Canaries.heard("a stream", chunk.toString(StandardCharsets.UTF_8));
            return chunk.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that {@link #nextChunk} gives until the last. */
    String chunksToEnd() {
        var rest = new StringBuilder();
        for (String chunk = nextChunk(); !chunk.isEmpty(); chunk = nextChunk()) {
            rest.append(chunk);
        }
        return rest.toString();
    }

    /** Waits for the next byte, which stays to be read; false if there is none any more. */
    boolean hears() {
        return hears(PATIENCE_MILLIS);
    }

    /** As {@link #hears}, but an interim answer is read over: it may be all that is said before the connection ends. */
    boolean hearsAnswer() {
        try {
            while (hears()) {
                in.mark(LONGEST_LINE);
                if (!line().startsWith("HTTP/1.1 1")) {
                    in.reset();
                    return true;
                }
                readHead();
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for a time; false if none has come by then, too. */
    boolean hears(int millis) {
        try {
            socket.setSoTimeout(millis);
            in.mark(1);
            boolean some = in.read() >= 0;
            in.reset();
            return some;
        } catch (SocketTimeoutException e) {
            if (millis == PATIENCE_MILLIS) {
                throw new UncheckedIOException(e);
            }
            return false;
        } catch (SocketException _) {
            return false; // a reset is a close too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            patient();
        }
    }

    private void patient() {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (SocketException _) {
            // closed: nobody waits any more
        }
    }

    /** Waits until the other side closes, and tells how many bytes came until then. */
    int readToClose() {
        try {
            return in.readAllBytes().length;
        } catch (SocketException _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything until the other side closes, as it stands on the wire. */
    String remainder() {
        var all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException _) {
            // a reset is a close too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Canaries.heard("the wire", all.toString(StandardCharsets.UTF_8));
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Waits for so many bytes, or for the other side to close; tells how many came. */
    int readToClose(int most) {
        try {
            return in.readNBytes(most).length;
        } catch (SocketException _) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends nothing more but goes on listening. */
    void finishSending() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves without a word more, by a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(String method, String path, String... headers) {
        var head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nhost: 127.0.0.1\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    private RawAnswer answer(boolean headOnly) {
        try {
            String head = readHead();
            while (head.startsWith("HTTP/1.1 1")) {
                head = readHead(); // only an interim answer
            }
            int status = Integer.parseInt(head.split(" ", 3)[1]);
            Map<String, List<String>> headers = headers(head);
            var body = new ByteArrayOutputStream();
            boolean complete = headOnly || status == 204 || readBody(headers, body);
            String text = body.toString(StandardCharsets.UTF_8);
            Canaries.heard("an answer", head + text);
            return new RawAnswer(status, head, headers, text, complete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readHead() throws IOException {
        var head = new StringBuilder();
        String line = line();
        while (!line.isEmpty()) {
            head.append(line).append('\n');
            line = line();
        }
        return head.toString();
    }

    private boolean readBody(Map<String, List<String>> headers, ByteArrayOutputStream body) throws IOException {
        try {
            if (headers.containsKey("content-length")) {
                int length = Integer.parseInt(headers.get("content-length").getFirst());
                body.write(in.readNBytes(length));
                return body.size() == length;
            }
            if (!headers.containsKey("transfer-encoding")) {
                in.transferTo(body); // to an old client: the answer ends with its connection
                return true;
            }
            while (readChunk(body)) {
                // on to the next
            }
            return true;
        } catch (EOFException | SocketException _) {
            return false;
        }
    }

    /** @return false at the last chunk */
    private boolean readChunk(ByteArrayOutputStream body) throws IOException {
        int size = Integer.parseInt(line().strip(), 16);
        body.write(in.readNBytes(size));
        if (!line().isEmpty()) {
            throw new IOException("a chunk has no end");
        }
        return size > 0;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended after: " + line);
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(next);
        }
    }

    private static Map<String, List<String>> headers(String head) {
        var headers = new LinkedHashMap<String, List<String>>();
        head.lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        });
        return headers;
    }
}
