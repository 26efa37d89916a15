package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whatever a client sends, it gets an answer that it can read, or its connection is closed, and everything is given back.
 *
 * <p>In the build the inputs in {@code FrontFuzzTestInputs} are replayed; {@code ReaderFuzzTest} says how to look for more.
 */
class FrontFuzzTest {
    private static final String HEAD_END = "\r\n\r\n";
    /** Said by us, or they mean something else than a whole request: {@link #socket} may send them. */
    private static final List<String> OURS = List.of("host:", "content-length:", "transfer-encoding:", "connection:",
            "expect:");

    private static FuzzStand stand;

    @BeforeAll
    static void start() {
        stand = FuzzStand.start();
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    /** A request line, header fields, an empty line and a body: sent as a request that is whole. */
    @FuzzTest
    void request(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(HEAD_END);
        String body = end < 0 ? "" : text.substring(end + HEAD_END.length());
        String head = (end < 0 ? text : text.substring(0, end)).lines()
                .filter(line -> OURS.stream().noneMatch(line.toLowerCase(Locale.ROOT).strip()::startsWith))
                .collect(Collectors.joining("\r\n"));
        if (head.isBlank()) {
            return;
        }
        try (RawClient client = stand.client()) {
            client.say((head + "\r\nhost: x\r\nconnection: close\r\ncontent-length: " + body.length() + HEAD_END + body)
                    .getBytes(StandardCharsets.ISO_8859_1));
            if (head.startsWith("HEAD ")) {
                stand.assertReadable(client.answerToHead());
            } else {
                for (RawAnswer answer : stand.answers(client)) {
                    assertThat(answer.complete()).as(answer.body()).isTrue();
                }
            }
        }
        stand.assertAtRest();
    }

    /** Anything; of an odd first byte the client waits for a moment before it says that it has finished. */
    @FuzzTest
    void socket(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        try (RawClient client = stand.client()) {
            client.say(Arrays.copyOfRange(bytes, 1, bytes.length));
            if (bytes[0] % 2 != 0) {
                client.hears(30);
            }
            client.finishSending();
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains("HEAD")) {
                client.remainder(); // who has asked for a head only cannot tell where an answer ends
            } else {
                stand.answers(client);
            }
        }
        stand.assertAtRest();
    }
}
