package dev.pollux.dialect.openaichat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Fold;
import dev.pollux.model.Losses;
import dev.pollux.model.Message;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Response.Candidate;
import dev.pollux.sse.SseReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same answer as each vendor streams it, with all its deviations, is the same events; a stream begins with a comment
 * of the tokens that the vendor tells: read, of them from the cache, written, of them thought.
 */
class VendorGoldenTest {
    private static final Path FILES = Path.of("src/test/resources/dialect/openai/vendors");
    private static final OpenAiChat DIALECT = new OpenAiChat(InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)),
            () -> "fresh");
    private static final String BEGINNING = "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"I\"}}]}\n\n";

    @TestFactory
    Stream<DynamicTest> aVendorsStreamIsTheEventsOfACleanOne() throws IOException {
        List<String> clean = steps(events(Files.readString(FILES.resolve("clean.sse"))));
        return files(".sse").map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            String stream = Files.readString(file);
            List<Event> events = events(stream);
            assertThat(steps(events)).isEqualTo(clean);
            assertThat(stream.lines().findFirst()).contains(": counts " + counts(Fold.of(events)));
        }));
    }

    @TestFactory
    Stream<DynamicTest> aVendorsWholeAnswerIsThatOfACleanOne() throws IOException {
        Response clean = Fold.of(events(Files.readString(FILES.resolve("clean.sse"))));
        return files(".json").map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
                () -> assertThat(DIALECT.readResponse(Json.object(Files.readAllBytes(file))).candidates()
                        .stream().map(VendorGoldenTest::unsealed)).isEqualTo(clean.candidates())));
    }

    private static Candidate unsealed(Candidate sealed) {
        return new Candidate(sealed.index(), sealed.blocks().stream().map(VendorGoldenTest::unsealed).toList(),
                sealed.stop(), sealed.logprobs());
    }

    private static Block unsealed(Block block) {
        return block.withMarks(block.marks().withSeal(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            openrouter.sse  | [{"type":"reasoning.text","text":"Rome, then.","format":"anthropic-claude-v1","index":0},{"type":"reasoning.encrypted","data":"c2VhbA==","format":"openai-responses-v1","index":1}]
            openrouter.json | [{"type":"reasoning.text","text":"Rome, then."}]
            minimax.sse     | [{"type":"reasoning.text","id":"reasoning-text-1","format":"MiniMax-response-v1","index":0,"text":"Rome, then."}]
            """)
    void detailsOfThoughtsComeBackAsTheyWere(String file, String details) throws IOException {
        String said = Files.readString(FILES.resolve(file));
        Response answer = file.endsWith(".sse") ? Fold.of(events(said)) : DIALECT.readResponse(Json.object(said));
        Request asked = DIALECT.readRequest(Inquiry.of(Json.object(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")));
        var history = new ArrayList<>(asked.messages());
        history.add(new Message(Message.Role.ASSISTANT, answer.candidates().getFirst().blocks()));
        Wire next = DIALECT.writeRequest(asked.withMessages(history), ModelFacts.unknown("m"), new Losses());
        JsonNode turn = Json.object(next.body()).path("messages").path(1);
        assertThat(turn.path("reasoning_details")).isEqualTo(Json.tree(details));
        assertThat(turn.path("reasoning_content").asString()).isEqualTo("Rome, then.");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/dialect/openai/stream-failures.csv", delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true)
    void anErrorInAStreamTellsTheKind(String vendor, Failure.Kind kind, String message, String chunk) {
        List<Event> events = events(BEGINNING + "data: " + chunk + "\n\ndata: [DONE]\n\n");
        assertThat(events).as(vendor).last().isInstanceOfSatisfying(Event.Failed.class,
                failed -> assertThat(failed.failure()).returns(kind, Failure::kind)
                        .returns(message, Failure::message));
    }

    private static Stream<Path> files(String suffix) throws IOException {
        try (Stream<Path> found = Files.list(FILES)) {
            return found.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
        }
    }

    private static List<Event> events(String stream) {
        var events = new ArrayList<Event>();
        var reader = DIALECT.streamReader();
        var sse = new SseReader(1 << 20);
        sse.read(stream.getBytes(StandardCharsets.UTF_8), frame -> reader.read(frame, events::add));
        sse.end(frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return events;
    }

    /** Without the tokens, which are told anywhere, and with the pieces of a block in one. */
    private static List<String> steps(List<Event> events) {
        var steps = new ArrayList<String>();
        var text = new StringBuilder();
        for (Event event : events) {
            switch (event) {
                case Event.Tokens _ -> {
                    // compared in their sum
                }
                case Event.Delta piece -> text.append(piece.text());
                case Event.Close end -> {
                    steps.add(text + " " + new Event.Close(end.candidate(), end.block(),
                            end.marks().withSeal(Optional.empty())));
                    text.setLength(0);
                }
                case Event.Finish end -> steps.add(end.candidate() + " " + end.reason().kind()); // not in its own word
                default -> steps.add(event.toString());
            }
        }
        return steps;
    }

    private static String counts(Response answer) {
        return Stream.of(answer.usage().input(), answer.usage().cacheRead(), answer.usage().output(),
                answer.usage().thinking()).map(VendorGoldenTest::word).collect(Collectors.joining(" "));
    }

    private static String word(OptionalLong count) {
        return count.isPresent() ? Long.toString(count.getAsLong()) : "-";
    }
}
