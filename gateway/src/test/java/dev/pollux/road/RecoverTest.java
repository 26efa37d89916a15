package dev.pollux.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.AllDialects;
import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.StreamReader;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Fold;
import dev.pollux.model.Response;
import dev.pollux.sse.SseReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stream whose vendor breaks off in the middle of a text is gone on with by another call, if that is wished. */
class RecoverTest {
    private static final String CONTINUE = "stream: {recover: continue}\n";
    private static final String MODEL = "/gemini-2.5-flash";

    /** All client dialects with all vendors that can go on. */
    static Stream<Arguments> pairs() {
        return Stream.of(Asking.values()).flatMap(client -> Stream.of(Speech.GEMINI, Speech.OPENAI, Speech.ANTHROPIC)
                .map(vendor -> Arguments.of(client, vendor)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theClientReadsOneAnswerAndTheTokensOfBothCalls(Asking client, Speech speech) throws Exception {
        var calls = new AtomicInteger();
        try (var vendor = ScriptedVendor.start(peer -> {
            peer.send(ScriptedVendor.streamHead());
            if (calls.incrementAndGet() == 1) {
                say(peer, speech.opening() + speech.words("Once upon "));
                say(peer, speech.words("a time "));
                return;
            }
            say(peer, speech.opening() + speech.words("upon a "));
            say(peer, speech.words("time there"));
            say(peer, speech.words(" was a fox."));
            say(peer, speech.ending());
            peer.send(ScriptedVendor.lastChunk());
        });
                Running running = Running.configured(settings(vendor, speech, CONTINUE));
                LogLines log = LogLines.at("info")) {
            RawAnswer answer = ask(running, client);
            assertThat(answer.complete()).as(answer.body()).isTrue();
            assertThat(text(read(client, answer.body()))).as(answer.body())
                    .isEqualTo("Once upon a time there was a fox.");
            assertThat(log.await(line -> line.contains("api="))).contains(" attempts=2 recovered=1 ", tokens(speech))
                    .doesNotContain("failure=");
            assertThat(vendor.requests()).hasSize(2);
            assertThat(vendor.requests().getLast()).as("what was said stands at the end, without the space")
                    .containsPattern("Once upon a time\"");
        }
    }

    /** Of a call that breaks off OpenAI tells none, Gemini and Anthropic what it took until then. */
    private static String tokens(Speech speech) {
        return switch (speech) {
            case GEMINI -> " in=6 out=7";
            case ANTHROPIC -> " in=6 out=6";
            case OPENAI, RESPONSES -> " in=3 out=5";
        };
    }

    @ParameterizedTest
    @EnumSource(Asking.class)
    void whoDoesNotWishItGetsTheErrorEnding(Asking client) throws Exception {
        assertBroken(client, Speech.GEMINI, "", streamBody(client), Speech.GEMINI.words("Half"), 1);
    }

    @ParameterizedTest
    @EnumSource(Asking.class)
    void afterSoManyCallsTheErrorEndingComes(Asking client) throws Exception {
        assertBroken(client, Speech.GEMINI, "stream: {recover: continue, recoveries: 2}\n", streamBody(client),
                Speech.GEMINI.words("Half"), 3);
    }

    @Test
    void aCallOfAToolIsNotGoneOnWith() throws Exception {
        assertBroken(Asking.OPENAI, Speech.OPENAI, CONTINUE, streamBody(Asking.OPENAI), Speech.OPENAI.words("Half")
                + """
                        data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,\
                        "delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f",\
                        "arguments":"{"}}]},"finish_reason":null}]}

                        """, 1);
    }

    @Test
    void aThoughtIsNotGoneOnWith() throws Exception {
        assertBroken(Asking.ANTHROPIC, Speech.GEMINI, CONTINUE, streamBody(Asking.ANTHROPIC), """
                data: {"candidates":[{"content":{"parts":[{"text":"Hm","thought":true}],"role":"model"},"index":0}]}

                """, 1);
    }

    @Test
    void halfAJsonTextIsNotGoneOnWith() throws Exception {
        assertBroken(Asking.OPENAI, Speech.GEMINI, CONTINUE, streamBody(Asking.OPENAI).replaceFirst("\\{",
                "{\"response_format\":{\"type\":\"json_object\"},"), Speech.GEMINI.words("{"), 1);
    }

    @Test
    void aVendorThatCannotGoOnIsNotAsked() throws Exception {
        assertBroken(Asking.OPENAI, Speech.RESPONSES, CONTINUE, streamBody(Asking.OPENAI),
                Speech.RESPONSES.words("Half"), 1);
    }

    @Test
    void aModelThatCannotGoOnIsNotAsked() throws Exception {
        assertBroken(Asking.OPENAI, Speech.GEMINI, CONTINUE,
                Asking.OPENAI.streamBody("any/gemini-3.6-flash"), Speech.GEMINI.words("Half"), 1);
    }

    @Test
    void whenTheTimeOfTheExchangeIsOverNothingIsAskedAgain() throws Exception {
        try (var vendor = ScriptedVendor.start(peer -> {
            peer.send(ScriptedVendor.streamHead());
            say(peer, Speech.GEMINI.words("Half"));
            peer.awaitClose();
        });
                Running running = Running.configured(settings(vendor, Speech.GEMINI,
                        CONTINUE + "upstream: {total-timeout: 1s, first-byte-timeout: 1s, idle-timeout: 1s}\n"))) {
            assertThat(ask(running, Asking.OPENAI).body()).contains("longer than a stream may last");
            assertThat(vendor.requests()).hasSize(1);
        }
    }

    @Test
    void ifTheOtherCallFailsTheFirstFailureIsTold() throws Exception {
        var calls = new AtomicInteger();
        try (var vendor = ScriptedVendor.start(peer -> {
            if (calls.incrementAndGet() > 1) {
                peer.send(ScriptedVendor.whole("400 Bad", "application/json",
                        "{\"error\":{\"code\":400,\"message\":\"No.\",\"status\":\"INVALID_ARGUMENT\"}}"));
                return;
            }
            peer.send(ScriptedVendor.streamHead());
            say(peer, Speech.GEMINI.words("Half"));
        }); Running running = Running.configured(settings(vendor, Speech.GEMINI, CONTINUE))) {
            RawAnswer answer = ask(running, Asking.OPENAI);
            assertThat(answer.body()).contains("Half", "broke off").doesNotContain("No.");
            assertThat(answer.complete()).isFalse();
        }
    }

    /** Every call says the same and breaks off. */
    private static void assertBroken(Asking client, Speech speech, String setting, String question, String frames,
            int calls) throws IOException {
        try (var vendor = ScriptedVendor.start(peer -> {
            peer.send(ScriptedVendor.streamHead());
            say(peer, speech.opening() + frames);
        }); Running running = Running.configured(settings(vendor, speech, setting))) {
            RawAnswer answer = running.post(client.streamPath("any" + MODEL), question);
            assertThat(answer.body()).contains("broke off");
            assertThat(answer.complete()).isFalse();
            assertThat(vendor.requests()).hasSize(calls);
        }
    }

    private static String streamBody(Asking client) {
        return client.streamBody("any" + MODEL);
    }

    private static RawAnswer ask(Running running, Asking client) {
        return running.post(client.streamPath("any" + MODEL), streamBody(client));
    }

    private static String settings(ScriptedVendor vendor, Speech speech, String more) {
        return "models: {refresh: 0s}\nupstreams: {any: " + speech.upstream(vendor) + "}\n" + more;
    }

    private static void say(ScriptedVendor.Peer peer, String frames) throws IOException {
        peer.send(ScriptedVendor.chunk(ScriptedVendor.utf8(frames)));
    }

    private static String text(Response response) {
        return response.candidates().getFirst().blocks().stream().map(Block.Text.class::cast).map(Block.Text::text)
                .collect(Collectors.joining());
    }

    private static Response read(Asking client, String body) {
        Dialect dialect = AllDialects.named(client.name().toLowerCase(Locale.ROOT));
        StreamReader reader = dialect.streamReader();
        List<Event> events = new ArrayList<>();
        var frames = new SseReader(1 << 20);
        frames.read(ScriptedVendor.utf8(body), frame -> reader.read(frame, events::add));
        frames.end(frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return Fold.of(events);
    }
}
