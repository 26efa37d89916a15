package dev.pollux.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pollux.dialect.AllDialects;
import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.StreamReader;
import dev.pollux.json.Json;
import dev.pollux.json.JsonException;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Fold;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.sse.Frame;
import dev.pollux.sse.FrameTooLongException;
import dev.pollux.sse.SseReader;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whatever bytes come, a reader gives a value or refuses them in the one way that it promises.
 *
 * <p>In the build the inputs in {@code ReaderFuzzTestInputs} are replayed. With {@code JAZZER_FUZZ=1} in the environment
 * one test, chosen by {@code -Dtest}, looks for new ones.
 */
class ReaderFuzzTest {
    private static final int FRAME_LIMIT = 4_096;

    @FuzzTest
    void json(byte[] bytes) {
        try {
            JsonNode tree = Json.tree(bytes);
            assertThat(Json.tree(Json.bytes(tree))).isEqualTo(tree);
        } catch (JsonException _) {
            // refused as promised
        }
    }

    /** The first byte says where to cut. */
    @FuzzTest
    void frames(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        int cut = stream.length == 0 ? 0 : (bytes[0] & 0xFF) % (stream.length + 1);
        List<String> whole = frames(stream, stream.length);
        List<String> pieces = frames(stream, cut);
        assertThat(pieces).isEqualTo(whole);
    }

    @FuzzTest
    void requestOfOpenAi(byte[] bytes) {
        request("openai", bytes);
    }

    @FuzzTest
    void requestOfResponses(byte[] bytes) {
        request("responses", bytes);
    }

    @FuzzTest
    void requestOfGemini(byte[] bytes) {
        request("gemini", bytes);
    }

    @FuzzTest
    void requestOfAnthropic(byte[] bytes) {
        request("anthropic", bytes);
    }

    @FuzzTest
    void answerOfOpenAi(byte[] bytes) {
        answer("openai", bytes);
    }

    @FuzzTest
    void answerOfResponses(byte[] bytes) {
        answer("responses", bytes);
    }

    @FuzzTest
    void answerOfGemini(byte[] bytes) {
        answer("gemini", bytes);
    }

    @FuzzTest
    void answerOfAnthropic(byte[] bytes) {
        answer("anthropic", bytes);
    }

    @FuzzTest
    void streamOfOpenAi(byte[] bytes) {
        stream("openai", bytes);
    }

    @FuzzTest
    void streamOfResponses(byte[] bytes) {
        stream("responses", bytes);
    }

    @FuzzTest
    void streamOfGemini(byte[] bytes) {
        stream("gemini", bytes);
    }

    @FuzzTest
    void streamOfAnthropic(byte[] bytes) {
        stream("anthropic", bytes);
    }

    /** Reads a request, and writes it for every vendor. */
    static void request(String name, byte[] bytes) {
        Dialect dialect = AllDialects.named(name);
        try {
            var inquiry = AllDialects.inquiry(dialect, Json.object(bytes));
            dialect.peek(inquiry);
            var request = dialect.readRequest(inquiry);
            for (Dialect vendor : AllDialects.list()) {
                write(vendor, request);
            }
        } catch (JsonException | FailureException _) {
            // refused as promised
        }
    }

    private static void write(Dialect vendor, Request request) {
        try {
            vendor.writeRequest(request, ModelFacts.unknown("m"), new Losses());
        } catch (FailureException e) {
            assertThat(e.failure().kind()).isEqualTo(Failure.Kind.INVALID);
        }
    }

    /** Reads bytes as a whole answer and as a failure, and writes what was read for every client. */
    static void answer(String name, byte[] bytes) {
        Dialect dialect = AllDialects.named(name);
        dialect.readFailure(500, Optional.empty(), bytes);
        try {
            var response = dialect.readResponse(Json.object(bytes));
            for (Dialect client : AllDialects.list()) {
                client.writeResponse(response, AllDialects.streamed(client));
            }
        } catch (JsonException | FailureException _) {
            // refused as promised
        }
    }

    /** Reads bytes as a stream, and writes what was read for every client. */
    static void stream(String name, byte[] bytes) {
        Dialect dialect = AllDialects.named(name);
        var events = new ArrayList<Event>();
        try {
            StreamReader reader = dialect.streamReader();
            var sse = new SseReader(1 << 20);
            sse.read(bytes, frame -> reader.read(frame, events::add));
            sse.end(frame -> reader.read(frame, events::add));
            reader.end(events::add);
        } catch (JsonException | FailureException _) {
            return;
        }
        assertThat(events).last().isInstanceOfAny(Event.End.class, Event.Failed.class);
        if (events.getLast() instanceof Event.End) {
            Fold.of(events);
        }
        for (Dialect client : AllDialects.list()) {
            AllDialects.write(client, AllDialects.streamed(client), events);
        }
    }

    private static List<String> frames(byte[] stream, int cut) {
        var found = new ArrayList<String>();
        var reader = new SseReader(FRAME_LIMIT);
        try {
            reader.read(Arrays.copyOfRange(stream, 0, cut), frame -> found.add(text(frame)));
            reader.read(Arrays.copyOfRange(stream, cut, stream.length), frame -> found.add(text(frame)));
            reader.end(frame -> found.add(text(frame)));
        } catch (FrameTooLongException _) {
            found.add("too long");
        }
        return found;
    }

    private static String text(Frame frame) {
        return frame.event() + "|" + frame.bare() + "|" + new String(frame.data(), StandardCharsets.ISO_8859_1);
    }
}
