package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.config.ConfigurationException;
import dev.pollux.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The settings are read again while requests come and go. */
class ReloadTest {
    private static final int CONNECTIONS = 50;
    private static final int WRITINGS = 40;
    private static final String BAD = "upstreams: {one: {vendor: nobody}}\n";

    private final Sandbox sandbox = Sandbox.start("127.0.0.1", 0);

    @TempDir
    Path folder;

    private Path file = Path.of("pollux.yaml");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("pollux.yaml");
        Files.writeString(file, settings("one", ""));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aReloadUnderLoadLosesNoRequest() throws Exception {
        Files.writeString(file, settings("one", "reload.watch: 10ms\n"));
        try (Running gateway = Running.reading(file)) {
            var running = new AtomicBoolean(true);
            var answered = new AtomicInteger();
            var wrong = new ConcurrentLinkedQueue<String>();
            var clients = new ArrayList<Thread>();
            for (int number = 0; number < CONNECTIONS; number++) {
                boolean streamed = number % 2 == 0;
                clients.add(Thread.startVirtualThread(() -> ask(gateway, streamed, running, answered, wrong)));
            }
            for (int writing = 0; writing < WRITINGS; writing++) {
                String route = writing % 2 == 0 ? "two" : "one";
                // every fourth renews the connections too
                put(settings(route, "reload.watch: 10ms\nupstream.connect-timeout: " + (5 + writing / 4) + "s\n"));
                awaitRoute(gateway, route);
                put(BAD);
                assertThat(gateway.post("/pollux/reload", "").status()).isEqualTo(400);
                assertThat(route(gateway)).isEqualTo(route);
            }
            running.set(false);
            for (Thread client : clients) {
                client.join();
            }
            System.out.printf("%d requests at %d connections while the file was written %d times%n", answered.get(),
                    CONNECTIONS, 2 * WRITINGS);
            assertThat(wrong).isEmpty();
            assertThat(answered.get()).isGreaterThan(CONNECTIONS * 2);
        }
    }

    private static void ask(Running gateway, boolean streamed, AtomicBoolean running, AtomicInteger answered,
            ConcurrentLinkedQueue<String> wrong) {
        try (RawClient client = gateway.client()) {
            while (running.get()) {
                RawAnswer answer = client.post("/v1/chat/completions", question(streamed)).answer();
                answered.incrementAndGet();
                boolean whole = answer.complete() && (!streamed || answer.body().endsWith("data: [DONE]\n\n"));
                if (answer.status() != 200 || !whole) {
                    wrong.add(answer.status() + " " + answer.body());
                }
            }
        } catch (RuntimeException e) {
            wrong.add(e.toString());
        }
    }

    @Test
    void anExchangeThatIsOnItsWayEndsOnTheConnectionsOfTheSettingsBefore() throws Exception {
        var goOn = new CountDownLatch(1);
        try (var vendor = ScriptedVendor.start(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(event("One")));
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            peer.send(ScriptedVendor.chunk(event(", two.")));
            peer.send(ScriptedVendor.lastChunk());
        })) {
            Files.writeString(file, settings("one", "").replace(sandbox.base().toString(), vendor.base().toString()));
            try (Running gateway = Running.reading(file); RawClient client = gateway.client()) {
                client.post("/v1/chat/completions", question(true));
                String begun = client.firstChunk();
                put(settings("two", "upstream.connect-timeout: 9s\n"));
                gateway.reload();
                assertThat(route(gateway)).isEqualTo("two");
                goOn.countDown();
                assertThat(begun + client.chunksToEnd()).contains("One", ", two.", "[DONE]");
            }
        }
    }

    private static byte[] event(String text) {
        return ("data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"" + text
                + "\"}]},\"finishReason\":\"" + (text.endsWith(".") ? "STOP" : "") + "\"}]}\n\n")
                .replace(",\"finishReason\":\"\"", "").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBadFileChangesNothingAndIsTold() throws IOException {
        try (Running gateway = Running.reading(file)) {
            put(BAD);
            RawAnswer refused = gateway.post("/pollux/reload", "");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("upstreams.one.vendor", "pollux.yaml line 1", "invalid_settings");
            assertThat(route(gateway)).isEqualTo("one");
        }
    }

    @Test
    void theAnswerTellsWhatHasChangedAndWhatWaits() throws IOException {
        try (Running gateway = Running.reading(file)) {
            put(settings("two", "log.level: warn\n"));
            RawAnswer answer = gateway.post("/pollux/reload", "");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"service\":\"pollux\",\"changed\":[\"log.level\","
                    + "\"models.the-model\"],\"at_next_start\":[\"log.level\"]}");
            assertThat(gateway.reload().settings()).as("nothing but secrets, and they are the same").isEmpty();
        }
    }

    @Test
    void aReloadNeedsTheToken() throws IOException {
        Files.writeString(file, settings("one", "access.token: a-token-for-us\n"));
        try (Running gateway = Running.reading(file)) {
            assertThat(gateway.post("/pollux/reload", "").status()).isEqualTo(401);
            assertThat(gateway.post("/pollux/reload", "", "authorization: Bearer a-token-for-us").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatOthersReachIsNotOpenedByAReload() throws IOException {
        Files.writeString(file, settings("one", "server.host: 0.0.0.0\naccess.token: a-token-for-us\n"));
        try (Running gateway = Running.reading(file)) {
            put(settings("one", "server.host: 127.0.0.1\n"));
            assertThatThrownBy(gateway::reload).isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("access.token");
            assertThat(gateway.chat(question(false)).status()).isEqualTo(401);
        }
    }

    @Test
    void aKeyThatMovedKeepsItsState() throws IOException {
        String dead = "{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\","
                + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                + "\"reason\":\"API_KEY_INVALID\",\"domain\":\"googleapis.com\"}]}}";
        String well = "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hello.\"}]},"
                + "\"finishReason\":\"STOP\"}]}";
        try (var vendor = ScriptedVendor.start(peer -> peer.send(peer.request().contains("key-bad")
                ? ScriptedVendor.whole("400 Bad Request", "application/json", dead).getBytes(
                        StandardCharsets.UTF_8)
                : ScriptedVendor.whole("200 OK", "application/json", well)
                        .getBytes(StandardCharsets.UTF_8)))) {
            String settings = settings("one", "").replace(sandbox.base().toString(), vendor.base().toString());
            put(settings.replace("key-of-one", "[key-bad, key-good]"));
            try (Running gateway = Running.reading(file)) {
                assertThat(gateway.chat(question(false)).status()).isEqualTo(200);
                put(settings.replace("key-of-one", "[key-new, key-good, key-bad]"));
                gateway.reload();
                assertThat(gateway.send("GET", "/pollux/keys").body())
                        .contains("\"upstream\":\"one\",\"key\":3,\"state\":\"dead\"")
                        .contains("\"key\":1,\"state\":\"ready\",\"in_work\":0,\"used\":0,")
                        .contains("\"key\":2,\"state\":\"ready\",\"in_work\":0,\"used\":1,");
            }
        }
    }

    private static String question(boolean streamed) {
        return "{\"model\":\"the-model\",\"stream\":" + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}";
    }

    /** As deployments do: another file in the place of this one. */
    private void put(String text) throws IOException {
        Path other = Files.writeString(folder.resolve("other"), text);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String route(Running gateway) {
        return gateway.chat(question(false)).header("x-pollux-upstream").orElse("none").replaceAll("/.*", "");
    }

    private static void awaitRoute(Running gateway, String route) throws InterruptedException {
        for (int look = 0; look < 1_000 && !route(gateway).equals(route); look++) {
            Thread.sleep(5);
        }
        assertThat(route(gateway)).isEqualTo(route);
    }

    private String settings(String route, String more) {
        return """
                upstreams:
                  one: {vendor: gemini, base-url: "%1$s", api-key: key-of-one}
                  two: {vendor: gemini, base-url: "%1$s", api-key: key-of-two}
                models: {refresh: 0s, the-model: %2$s/gemini-3.8-flash}
                """.formatted(sandbox.base(), route) + more;
    }
}
