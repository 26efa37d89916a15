package dev.pollux.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.json.Json;
import dev.pollux.model.Event;
import dev.pollux.model.Fold;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Unfold;
import dev.pollux.sse.Frame;
import dev.pollux.sse.FrameWriter;
import dev.pollux.sse.SseReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What every dialect must keep, whatever its shape.
 *
 * <p>The cases are the files in {@code src/test/resources/dialect/<name>}: {@code request/*.json} are requests as this
 * dialect's clients send them; {@code answer/<case>.json} and {@code answer/<case>.sse} are one answer, whole and as a
 * stream, and {@code answer/<case>.said} is what it says, so that both are not only read alike but rightly.
 */
public abstract class DialectLaws {
    private static final int FRAME_LIMIT = 1 << 20;

    /** The dialect, with a clock and a source of ids that stand still. */
    protected abstract Dialect dialect();

    /** What the path would say to a request; most dialects have all in the body. */
    protected Inquiry inquiry(ObjectNode body) {
        return Inquiry.of(body);
    }

    @TestFactory
    Stream<DynamicTest> readingAndWritingItsOwnRequestsIsTheIdentity() {
        return cases("request", ".json").map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            ObjectNode body = Json.object(text(file));
            Request request = dialect().readRequest(inquiry(body));
            var losses = new Losses();
            Wire wire = dialect().writeRequest(request, ModelFacts.unknown(request.model()), losses);
            assertThat(losses.names()).isEmpty();
            assertThat(Canonical.of(Json.object(wire.body()))).isEqualTo(Canonical.of(body));
        }));
    }

    @TestFactory
    Stream<DynamicTest> theFoldOfAStreamIsTheWholeAnswer() {
        return pairs().map(pair -> DynamicTest.dynamicTest(pair.name(), () -> assertThat(
                Fold.of(events(pair.stream()))).isEqualTo(dialect().readResponse(Json.object(pair.whole())))));
    }

    /** Written by {@code -Dpollux.rewrite=true}, and to be read by a person then. */
    @TestFactory
    Stream<DynamicTest> anAnswerSaysWhatItsVendorMeant() {
        return pairs().map(pair -> DynamicTest.dynamicTest(pair.name(), () -> {
            Path file = folder("answer").resolve(pair.name() + ".said");
            String whole = AnswerFacets.told(dialect().readResponse(Json.object(pair.whole())));
            if (Boolean.getBoolean("pollux.rewrite")) {
                Files.writeString(file, whole);
            }
            assertThat(whole).isEqualTo(text(file));
            assertThat(AnswerFacets.told(Fold.of(events(pair.stream())))).isEqualTo(text(file));
        }));
    }

    @TestFactory
    Stream<DynamicTest> theBytesOfAStreamCutAnywhereGiveTheSameEvents() {
        return pairs().map(pair -> DynamicTest.dynamicTest(pair.name(), () -> {
            List<Event> expected = events(pair.stream());
            for (int cut = 0; cut <= pair.stream().length; cut++) {
                byte[] head = Arrays.copyOfRange(pair.stream(), 0, cut);
                byte[] tail = Arrays.copyOfRange(pair.stream(), cut, pair.stream().length);
                assertThat(events(head, tail)).as("cut at %d", cut).isEqualTo(expected);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> aStreamCutEarlyEndsInAFailure() {
        return pairs().map(pair -> DynamicTest.dynamicTest(pair.name(), () -> {
            List<Frame> frames = frames(pair.stream());
            int complete = shortestComplete(frames);
            for (int kept = 0; kept < complete; kept++) {
                List<Event> events = read(frames.subList(0, kept));
                assertThat(events).as("%d frames", kept).isNotEmpty().last().isInstanceOf(Event.Failed.class);
                assertThat(events).noneMatch(Event.End.class::isInstance);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> anAnswerThatIsWrittenAndReadAgainIsTheSame() {
        return pairs().map(pair -> DynamicTest.dynamicTest(pair.name(), () -> {
            Response response = dialect().readResponse(Json.object(pair.whole()));
            Request request = request();
            assertThat(dialect().readResponse(dialect().writeResponse(response, request))).isEqualTo(response);
            assertThat(Fold.of(events(written(response, request)))).isEqualTo(response);
        }));
    }

    /** Any request of this dialect, for the delivery of an answer; its model is that of the recorded answers. */
    protected Request request() {
        Path file = cases("request", ".json").findFirst().orElseThrow();
        return dialect().readRequest(inquiry(Json.object(text(file))));
    }

    private byte[] written(Response response, Request request) {
        FrameWriter frames = dialect().frameWriter(Request.Framing.EVENTS);
        StreamWriter writer = dialect().streamWriter(request);
        Unfold.to(event -> writer.write(event, frames::write), response);
        frames.end();
        return frames.drain();
    }

    /** How many frames make an answer complete: what follows the dialect's own mark is courtesy. */
    private int shortestComplete(List<Frame> frames) {
        for (int kept = 0; kept <= frames.size(); kept++) {
            if (read(frames.subList(0, kept)).stream().anyMatch(Event.End.class::isInstance)) {
                return kept;
            }
        }
        throw new AssertionError("the recorded stream is not complete");
    }

    private List<Event> events(byte[]... chunks) {
        return read(frames(chunks));
    }

    private List<Event> read(List<Frame> frames) {
        var events = new ArrayList<Event>();
        StreamReader reader = dialect().streamReader();
        frames.forEach(frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return events;
    }

    private static List<Frame> frames(byte[]... chunks) {
        var frames = new ArrayList<Frame>();
        var sse = new SseReader(FRAME_LIMIT);
        for (byte[] chunk : chunks) {
            sse.read(chunk, frames::add);
        }
        sse.end(frames::add);
        return frames;
    }

    /** One answer in both forms. */
    private record Pair(String name, String whole, byte[] stream) {}

    private Stream<Pair> pairs() {
        return cases("answer", ".sse").map(file -> {
            String name = file.getFileName().toString().replace(".sse", "");
            return new Pair(name, text(file.resolveSibling(name + ".json")),
                    text(file).getBytes(StandardCharsets.UTF_8));
        });
    }

    private Stream<Path> cases(String kind, String suffix) {
        Path folder = folder(kind);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
            assertThat(found).as("cases in %s", folder).isNotEmpty();
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(String kind) {
        return Path.of("src/test/resources/dialect", dialect().name(), kind);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
