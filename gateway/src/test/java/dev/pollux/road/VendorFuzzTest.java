package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever a vendor sends, the client gets an answer that it can read, no broken stream ends as a whole one, and
 * everything is given back: the whole way, from the vendor's socket to the client's.
 *
 * <p>The first byte of an input says who talks with whom, and how the vendor ends. In the build the inputs in
 * {@code VendorFuzzTestInputs} are replayed; {@code ReaderFuzzTest} says how to look for more.
 */
class VendorFuzzTest {
    private static final List<Asking> ASKINGS = List.of(Asking.values());
    private static final List<Speech> SPEECHES = List.of(Speech.values());
    private static final int STREAM = 16;
    private static final int ODD_END = 32;
    private static final int RESET = 64;

    private static FuzzStand stand;

    @BeforeAll
    static void start() {
        stand = FuzzStand.start();
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    /** All that the vendor says is in the input, its status line too. */
    @FuzzTest
    void socket(byte[] bytes) {
        if (bytes.length > 1) {
            ask(bytes[0], peer -> {
                peer.send(Arrays.copyOfRange(bytes, 1, bytes.length));
                end(peer, bytes[0]);
            });
        }
    }

    /** The input is the body of a stream, in two chunks; the second byte says where they part. */
    @FuzzTest
    void stream(byte[] bytes) {
        if (bytes.length < 3) {
            return;
        }
        int cut = 2 + (bytes[1] & 0xFF) % (bytes.length - 2);
        RawAnswer answer = ask((byte) (bytes[0] | STREAM), peer -> {
            peer.send(ScriptedVendor.streamHead());
            for (byte[] piece : new byte[][]{Arrays.copyOfRange(bytes, 2, cut),
                    Arrays.copyOfRange(bytes, cut, bytes.length)}) {
                if (piece.length > 0) { // a chunk of none would be the last
                    peer.send(ScriptedVendor.chunk(piece));
                }
            }
            if ((bytes[0] & ODD_END) == 0) {
                peer.send(ScriptedVendor.lastChunk());
            }
            end(peer, bytes[0]);
        });
        String said = new String(bytes, StandardCharsets.UTF_8);
        if (answer.status() == 200 && answer.complete() && !said.contains("\\u")) {
            assertThat(vendor(bytes[0]).mayBeOver(said)).as("the vendor said that it is over: %s", answer).isTrue();
        }
    }

    /** The input is the body of a whole answer, or of an error. */
    @FuzzTest
    void answer(byte[] bytes) {
        if (bytes.length > 1) {
            String status = (bytes[0] & RESET) == 0 ? "200 OK" : (bytes[0] & ODD_END) == 0 ? "429 Slowly" : "400 Bad";
            byte[] body = Arrays.copyOfRange(bytes, 1, bytes.length);
            ask(bytes[0], peer -> {
                peer.send("HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length
                        + "\r\n\r\n");
                peer.send(body);
            });
        }
    }

    private static RawAnswer ask(byte how, ScriptedVendor.Script script) {
        Speech speech = vendor(how);
        Asking asking = ASKINGS.get(how >> 2 & 3);
        ScriptedVendor vendor = stand.vendor(speech);
        stand.freshen(speech);
        vendor.play(script);
        String model = speech.word() + "/m";
        try (RawClient client = stand.client()) {
            RawAnswer answer = ((how & STREAM) == 0
                    ? client.post(asking.path(model), asking.body(model))
                    : client.post(asking.streamPath(model), asking.streamBody(model))).answer();
            stand.assertReadable(answer);
            assertThat(answer.complete() || answer.status() == 200).as("a whole error").isTrue();
            return answer;
        } finally {
            assertThat(vendor.requests()).as("what the vendor was asked").isNotEmpty();
            stand.assertAtRest();
        }
    }

    private static Speech vendor(byte how) {
        return SPEECHES.get(how & 3);
    }

    private static void end(ScriptedVendor.Peer peer, byte how) throws java.io.IOException {
        if ((how & RESET) != 0) {
            peer.reset();
        }
    }
}
