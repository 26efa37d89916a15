package dev.pollux.bench.soak;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** An OpenAI-compatible service that streams slowly and fails as its questions ask it to. */
final class Vendor implements AutoCloseable {
    private static final int FRAMES = 20;
    private static final String STREAM = """
            HTTP/1.1 200 OK\r
            content-type: text/event-stream\r
            transfer-encoding: chunked\r
            \r
            """;
    private static final String FRAME = """
            data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
            {"role":"assistant","content":"%s"},"finish_reason":%s}]}

            """;
    private static final String WORDS = "All is well, and all manner of things shall be well. ".repeat(4);

    private final ServerSocket server;
    private final Duration longestPause;

    private Vendor(ServerSocket server, Duration longestPause) {
        this.server = server;
        this.longestPause = longestPause;
    }

    /** @param longestPause before a frame */
    static Vendor start(Duration longestPause) throws IOException {
        var vendor = new Vendor(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), longestPause);
        Thread.startVirtualThread(vendor::accept);
        return vendor;
    }

    String base() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    /** Settings, by the names of their variables, of a gateway in front of this. */
    Map<String, String> with(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("OPENAI_API_KEY", "soak-key");
        all.put("OPENAI_BASE_URL", base());
        return all;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            for (String question = question(in); !question.isEmpty(); question = question(in)) {
                Fault fault = Fault.in(question).orElse(null);
                switch (fault) {
                    case null -> stream(socket, FRAMES, true);
                    case RESET_BEFORE_HEAD -> reset(socket);
                    case SILENCE_BEFORE_HEAD -> in.read();
                    case OVERLOADED -> refuse(socket, "503 Busy", "overloaded");
                    case LIMITED -> refuse(socket, "429 Slowly", "rate_limit_exceeded");
                    case HTML ->
                        say(socket, "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>");
                    case CUT -> stream(socket, FRAMES / 2, false);
                    case RESET -> {
                        stream(socket, FRAMES / 2, false);
                        reset(socket);
                    }
                    case SILENCE -> {
                        stream(socket, FRAMES / 2, false);
                        in.read();
                    }
                    case GARBAGE -> {
                        stream(socket, FRAMES / 2, false);
                        say(socket, chunk("data: {\"choices\":[{\n\n"));
                    }
                    case ERROR_FRAME -> {
                        stream(socket, FRAMES / 2, false);
                        say(socket,
                                chunk("data: {\"error\":{\"message\":\"No more.\",\"code\":\"server_error\"}}\n\n"));
                    }
                }
                if (fault != null && fault != Fault.OVERLOADED && fault != Fault.LIMITED && fault != Fault.HTML) {
                    return;
                }
            }
        } catch (IOException _) {
            // the gateway has left
        }
    }

    private void stream(Socket socket, int frames, boolean whole) throws IOException {
        say(socket, STREAM);
        for (int i = 0; i < frames; i++) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longestPause.toNanos()));
            say(socket, chunk(FRAME.formatted(WORDS, "null")));
        }
        if (whole) {
            say(socket, chunk(FRAME.formatted("", "\"stop\"")) + chunk("data: [DONE]\n\n") + "0\r\n\r\n");
        }
    }

    private static void refuse(Socket socket, String status, String code) throws IOException {
        String body = "{\"error\":{\"message\":\"Not now.\",\"code\":\"" + code + "\"}}";
        say(socket, "HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static void say(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Head and body of the next request; empty if there is none. */
    private static String question(InputStream in) throws IOException {
        var text = new ByteArrayOutputStream();
        String head = "";
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.write(next);
            if (next == '\n') {
                head = text.toString(StandardCharsets.ISO_8859_1);
                if (head.endsWith("\r\n\r\n")) {
                    return head + new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
                }
            }
        }
        return "";
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
