package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.config.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** Vendors, or what stands in front of them, that use HTTP in ways that few use it, or against its rules. */
class OddHttpTest {
    private static final String JSON = "application/json";
    private static final String STREAM = """
            {"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
    private static final String WHOLE = STREAM.replace("true", "false");

    private ScriptedVendor vendor;
    private Running running;

    @BeforeEach
    void start() {
        vendor = ScriptedVendor.start(_ -> {});
        running = Running.before(vendor, Running.with(Keys.UPSTREAM_ATTEMPTS, "1"));
    }

    @AfterEach
    void stop() {
        running.close();
        vendor.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints", "199 Well"})
    void anInterimAnswerIsNotTheAnswerAndTheNextOneIsStillItsOwn(String status) {
        var calls = new AtomicInteger();
        vendor.play(peer -> {
            peer.send(("HTTP/1.1 " + status + "\r\nlink: </x>\r\n\r\n").repeat(2));
            peer.send(ScriptedVendor.whole("200 OK", JSON, Speech.GEMINI.whole("Answer " + calls.incrementAndGet())));
            peer.keepOpen();
        });
        for (int call = 1; call <= 10; call++) {
            assertThat(running.chat(WHOLE).said()).isEqualTo("Answer " + call);
        }
        assertThat(running.chat(STREAM).body()).contains("Answer 11", "[DONE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.2 200 OK", "HTTP/2.0 200 OK", "ICY/1.1 200 OK", "HTTP/1.1 2200 OK",
            "HTTP/1.1 099 Odd", "HTTP/1.1 101 Switching Protocols"})
    void behindAHeadThatLeavesThisHttpNothingIsRead(String status) {
        vendor.play(peer -> peer.send(status + "\r\ncontent-length: 0\r\n\r\n"
                + ScriptedVendor.whole("200 OK", JSON, Speech.GEMINI.whole("Of nobody"))));
        try (var log = LogLines.at("error")) {
            RawAnswer answer = running.chat(WHOLE);
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).doesNotContain("Of nobody");
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void interimAnswersForEverAreNoneInTime() throws InterruptedException {
        var closed = new CountDownLatch(1);
        vendor.play(peer -> {
            try {
                while (true) {
                    peer.send("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100));
                    LockSupport.parkNanos(1_000_000);
                }
            } finally {
                closed.countDown();
            }
        });
        try (Running impatient = Running.before(vendor, Running.with(Keys.UPSTREAM_FIRST_BYTE_TIMEOUT, "1s"),
                Running.with(Keys.UPSTREAM_ATTEMPTS, "1"))) {
            assertThat(impatient.chat(WHOLE).status()).isEqualTo(504);
        }
        assertThat(closed.await(20, TimeUnit.SECONDS)).as("the vendor's connection is closed").isTrue();
    }

    @Test
    void aHeadWithoutEndIsCutOff() throws InterruptedException {
        var sent = new AtomicInteger();
        var closed = new CountDownLatch(1);
        vendor.play(peer -> {
            try {
                peer.send("HTTP/1.1 200 OK\r\n");
                while (sent.incrementAndGet() < 1_000) {
                    peer.send("x-" + sent + ": " + "a".repeat(1_000) + "\r\n");
                    LockSupport.parkNanos(100_000);
                }
                peer.awaitClose();
            } finally {
                closed.countDown();
            }
        });
        assertThat(running.chat(WHOLE).status()).isEqualTo(502);
        assertThat(closed.await(20, TimeUnit.SECONDS)).as("the vendor's connection is closed").isTrue();
        assertThat(sent).as("fields that were read").hasValueLessThan(1_000);
    }

    /** Else one client would get what was meant for another. */
    @Test
    void whatStandsBehindAnAnswerIsNotTheNextOne() {
        var calls = new AtomicInteger();
        vendor.play(peer -> {
            String answer = ScriptedVendor.whole("200 OK", JSON,
                    Speech.GEMINI.whole("Answer " + calls.incrementAndGet()));
            peer.send(answer + ScriptedVendor.whole("200 OK", JSON, Speech.GEMINI.whole("Of nobody")));
            peer.keepOpen();
        });
        for (int call = 1; call <= 10; call++) {
            assertThat(running.chat(WHOLE).said()).isEqualTo("Answer " + call);
        }
    }

    /** Nor is what comes while nobody asks: the connection is not used again. */
    @Test
    void anAnswerThatNobodyHasAskedForClosesTheConnection() throws InterruptedException {
        var heard = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        vendor.play(peer -> {
            peer.send(ScriptedVendor.whole("200 OK", JSON, Speech.GEMINI.whole("Well")));
            peer.await(heard);
            peer.send(ScriptedVendor.whole("200 OK", JSON, Speech.GEMINI.whole("Of nobody")));
            peer.awaitClose();
            closed.countDown();
        });
        assertThat(running.chat(WHOLE).said()).isEqualTo("Well");
        vendor.play(peer -> peer.send(ScriptedVendor.whole("200 OK", JSON, Speech.GEMINI.whole("The next one"))));
        heard.countDown();
        assertThat(closed.await(20, TimeUnit.SECONDS)).as("the vendor's connection is closed").isTrue();
        assertThat(running.chat(WHOLE).said()).isEqualTo("The next one");
    }

    @Test
    void whatStandsBehindTheLastChunkIsNobodysConcern() {
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(Speech.GEMINI.stream("Well"))));
            peer.send(ScriptedVendor.lastChunk());
            peer.send("garbage");
            peer.keepOpen();
        });
        for (int call = 0; call < 10; call++) {
            RawAnswer answer = running.chat(STREAM);
            assertThat(answer.body()).contains("Well", "[DONE]");
            assertThat(answer.complete()).isTrue();
        }
    }

    @Test
    void aPackedStreamIsNoAnswer() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(ScriptedVendor.utf8(Speech.GEMINI.stream("Well")));
        }
        vendor.play(peer -> {
            peer.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n"
                    + "content-length: " + packed.size() + "\r\n\r\n");
            peer.send(packed.toByteArray());
        });
        RawAnswer answer = running.chat(STREAM);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(vendor.requests().getFirst()).containsIgnoringCase("accept-encoding: identity");
    }

    @Test
    void aConnectionThatIsNeverAcceptedIsGivenUp() throws IOException {
        List<Socket> crowd = new ArrayList<>();
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(deaf.getInetAddress(), deaf.getLocalPort());
            try {
                while (true) { // until there is no place to wait for an accept
                    var socket = new Socket();
                    crowd.add(socket);
                    socket.connect(address, 200);
                }
            } catch (IOException _) {
                // the next one is dropped, as by a firewall
            }
            try (Running nobody = Running.before(URI.create("http://127.0.0.1:" + deaf.getLocalPort()),
                    Running.with(Keys.UPSTREAM_CONNECT_TIMEOUT, "300ms"),
                    Running.with(Keys.UPSTREAM_ATTEMPTS, "1"))) {
                RawAnswer answer = nobody.chat(WHOLE);
                assertThat(answer.status()).isEqualTo(502);
                assertThat(answer.message()).contains("did not accept a connection in time");
            }
        } finally {
            crowd.forEach(OddHttpTest::close);
        }
    }

    @Test
    void bytesThatAreNoUtf8CostTheStreamNothingButThemselves() {
        byte[] frames = ScriptedVendor.utf8(Speech.GEMINI.stream("We?l"));
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frames[i] == '?' ? (byte) 0xFF : frames[i];
        }
        vendor.play(peer -> {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(frames));
            peer.send(ScriptedVendor.lastChunk());
        });
        RawAnswer answer = running.chat(STREAM);
        assertThat(answer.body()).contains("We\uFFFDl", "[DONE]");
        assertThat(answer.complete()).isTrue();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
