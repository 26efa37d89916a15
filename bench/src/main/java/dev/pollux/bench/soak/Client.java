package dev.pollux.bench.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Asks for one stream after the other, each on a connection of its own, and leaves some before they end. */
final class Client implements Runnable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LEAVING_PERCENT = 10;
    private static final int LONGEST_STAY = 12_000; // bytes of an answer; a whole one is longer

    /** How an exchange went, as its client sees it. */
    enum End {
        ANSWERED, FAILED, LEFT,
        /** Said to be whole and is not, or the other way round. */
        LIE,
        /** Nothing came for too long. */
        HUNG
    }

    /** Each API with the mark behind which its streams are complete. */
    private enum Api {
        CHAT("/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]", "data: [DONE]"),
        RESPONSES("/v1/responses", "\"input\":\"%s\"", "event: response.completed"),
        ANTHROPIC("/v1/messages", "\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]",
                "event: message_stop"),
        GEMINI("/v1beta/models/%s:streamGenerateContent?alt=sse",
                "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"%s\"}]}]", "\"finishReason\":\"STOP\"");

        private final String path;
        private final String question;
        private final String end;

        Api(String path, String question, String end) {
            this.path = path;
            this.question = question;
            this.end = end;
        }

        String request(Optional<Fault> fault) {
            // a limit rests the key for its model alone
            String model = fault.filter(Fault.LIMITED::equals).isPresent() ? "openai/limited" : "openai/soak";
            String body = "{" + (this == GEMINI ? "" : "\"model\":\"" + model + "\",\"stream\":true,")
                    + question.formatted("<" + fault.map(Fault::name).orElse("nothing") + ">") + "}";
            return "POST " + path.formatted(model) + " HTTP/1.1\r\nhost: soak\r\nconnection: close\r\n"
                    + "content-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
        }
    }

    private final int port;
    private final long until;
    private final Tally tally;

    /** @param until on the scale of {@link System#nanoTime} */
    Client(int port, long until, Tally tally) {
        this.port = port;
        this.until = until;
        this.tally = tally;
    }

    @Override
    public void run() {
        var random = ThreadLocalRandom.current();
        while (System.nanoTime() - until < 0) {
            Api api = Api.values()[random.nextInt(Api.values().length)];
            Optional<Fault> fault = Fault.any(random);
            int stay = random.nextInt(100) < LEAVING_PERCENT ? random.nextInt(LONGEST_STAY) : Integer.MAX_VALUE;
            tally.sent();
            tally.ended(fault, ask(api, fault, stay));
        }
    }

    /** Asks for one stream and stays to its end. */
    End ask() {
        var random = ThreadLocalRandom.current();
        return ask(Api.values()[random.nextInt(Api.values().length)], Optional.empty(), Integer.MAX_VALUE);
    }

    private End ask(Api api, Optional<Fault> fault, int stay) {
        var heard = new StringBuilder();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(api.request(fault).getBytes(StandardCharsets.US_ASCII));
            byte[] buffer = new byte[8192];
            for (int read = 0; read >= 0 && heard.length() < stay; read = socket.getInputStream().read(buffer)) {
                heard.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
            if (heard.length() >= stay) {
                leave(socket);
                return End.LEFT;
            }
        } catch (SocketTimeoutException _) {
            return End.HUNG;
        } catch (IOException _) {
            // broken off: what came until then tells how it ended
        }
        return judge(heard.toString(), api, fault);
    }

    private static End judge(String heard, Api api, Optional<Fault> fault) {
        boolean stream = heard.startsWith("HTTP/1.1 200");
        boolean marked = heard.contains(api.end);
        boolean closed = heard.endsWith("0\r\n\r\n");
        if (stream && marked && closed) {
            return fault.isEmpty() ? End.ANSWERED : End.LIE;
        }
        boolean told = stream ? !marked && !closed && heard.contains("\"error\"") : heard.startsWith("HTTP/1.1 ");
        return told && fault.isPresent() ? End.FAILED : End.LIE;
    }

    /** Half of them by a reset. */
    private static void leave(Socket socket) throws IOException {
        if (ThreadLocalRandom.current().nextBoolean()) {
            socket.setSoLinger(true, 0);
        }
    }
}
