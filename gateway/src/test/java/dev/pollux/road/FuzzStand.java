package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A gateway in front of a vendor of each dialect, for bytes that nobody has thought of, and what must be true of it. */
final class FuzzStand implements AutoCloseable {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final String SETTINGS = """
            models: {default: gemini, successors: false, refresh: 0s}
            breaker: {results: 0}
            upstream: {attempts: 1, hops: 0, patience: 0s, answer-limit: 1MiB, frame-limit: 64KiB}
            keys: {first-rest: 100ms, longest-rest: 1s, minute-rest: 1s, money-rest: 1s, no-quota-rest: 1s, \
            refused-rest: 1s}
            """;

    private final LogLines log = LogLines.at("error");
    private final Map<Speech, ScriptedVendor> vendors = new EnumMap<>(Speech.class);
    private final Running running;

    private FuzzStand() throws IOException {
        var settings = new StringBuilder("upstreams:\n");
        for (Speech speech : Speech.values()) {
            ScriptedVendor vendor = ScriptedVendor.start(peer -> answer(peer, speech));
            vendors.put(speech, vendor);
            settings.append("  ").append(speech.word()).append(": ").append(speech.upstream(vendor)).append('\n');
        }
        running = Running.configured(settings + SETTINGS);
        warmUp();
    }

    /** While it looks for inputs, classes are instrumented as they are loaded, which takes longer than our patience. */
    private void warmUp() {
        for (Speech speech : Speech.values()) {
            for (Asking asking : Asking.values()) {
                try {
                    running.post(asking.streamPath(speech.word() + "/m"), asking.streamBody(speech.word() + "/m"));
                    asking.ask(running, speech.word() + "/m");
                } catch (UncheckedIOException _) {
                    // it was not fast enough, and will be
                }
            }
        }
    }

    /** With vendors in good health. */
    static FuzzStand start() {
        try {
            return new FuzzStand();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(ScriptedVendor.Peer peer, Speech speech) throws IOException {
        if (Speech.asksForStream(peer.request())) {
            peer.send(ScriptedVendor.streamHead());
            peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(speech.stream("Well"))));
            peer.send(ScriptedVendor.lastChunk());
        } else {
            peer.send(ScriptedVendor.whole("200 OK", "application/json", speech.whole("Well")));
        }
        peer.keepOpen();
    }

    RawClient client() {
        return running.client();
    }

    ScriptedVendor vendor(Speech speech) {
        return vendors.get(speech);
    }

    /** Lets a vendor's key be used again, whatever became of it. */
    void freshen(Speech speech) {
        running.send("POST", "/pollux/keys/" + speech.word() + "/1/reset");
        vendor(speech).forget();
    }

    /** Reads what a client hears until the connection ends; each answer must be one that a client can read. */
    List<RawAnswer> answers(RawClient client) {
        var answers = new ArrayList<RawAnswer>();
        while (client.hearsAnswer()) {
            RawAnswer answer = client.answer();
            assertReadable(answer);
            answers.add(answer);
        }
        return answers;
    }

    /** An error is told in the words of a dialect, and never as a mistake of ours. */
    void assertReadable(RawAnswer answer) {
        assertThat(answer.status()).as(answer.head()).isBetween(200, 599);
        if (answer.status() >= 400 && answer.complete() && !answer.body().isEmpty()) {
            assertThat(answer.message()).as(answer.body()).isNotBlank();
            assertThat(answer.message()).as("log: %s", log.lines()).isNotEqualTo("The gateway made a mistake.");
        }
    }

    /** Everything is given back, and nothing went wrong that nobody foresaw. */
    void assertAtRest() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!running.isAtRest()) {
            assertThat(System.nanoTime()).as("time to give everything back").isLessThan(deadline);
            LockSupport.parkNanos(50_000);
        }
        assertThat(log.lines()).as("mistakes").noneMatch(line -> line.startsWith("ERROR"));
    }

    @Override
    public void close() {
        running.close();
        vendors.values().forEach(ScriptedVendor::close);
        log.close();
    }
}
