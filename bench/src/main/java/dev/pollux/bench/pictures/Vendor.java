package dev.pollux.bench.pictures;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Answers whatever it is asked by one picture, as Gemini does. */
record Vendor(HttpServer server) implements AutoCloseable {

    static Vendor start(String base64) throws IOException {
        byte[] answer = ("{\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[{\"inlineData\":"
                + "{\"mimeType\":\"image/png\",\"data\":\"" + base64 + "\"}}]},\"finishReason\":\"STOP\"}]}")
                .getBytes(StandardCharsets.US_ASCII);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, answer));
        server.start();
        return new Vendor(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, byte[] answer) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            boolean stream = exchange.getRequestURI().getPath().endsWith(":streamGenerateContent");
            exchange.getResponseHeaders().set("content-type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, stream ? 0 : answer.length);
            OutputStream out = exchange.getResponseBody();
            if (stream) {
                out.write("data: ".getBytes(StandardCharsets.US_ASCII));
            }
            out.write(answer);
            if (stream) {
                out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
