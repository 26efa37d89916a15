package dev.pollux.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Json;
import dev.pollux.model.Event;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.sandbox.Sandbox;
import dev.pollux.sse.SseReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The vendor side against the offline upstream, whose frames were written without this dialect. */
@SuppressWarnings("NullAway.Init")
class GeminiSandboxTest {
    private static Sandbox sandbox;
    private static HttpClient client;
    private final Gemini gemini = new Gemini(() -> "x1");

    @BeforeAll
    static void open() {
        sandbox = Sandbox.start("127.0.0.1", 0);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        client.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"sandbox-fast,DONE", "sandbox-think,DONE", "sandbox-max,LENGTH", "sandbox-safety,FILTERED",
            "sandbox-blocked,FILTERED", "sandbox-malformed-call,INVALID", "sandbox-comments,DONE", "sandbox-cr,DONE",
            "sandbox-cut-clean,UPSTREAM_CUT", "sandbox-empty,UPSTREAM_GARBAGE", "sandbox-empty-body,UPSTREAM_GARBAGE",
            "sandbox-html,UPSTREAM_GARBAGE", "sandbox-error-midstream,OVERLOADED", "sandbox-429,RATE_LIMITED",
            "sandbox-429-day,QUOTA_SPENT", "sandbox-401key,KEY_REFUSED", "sandbox-404,NO_MODEL",
            "sandbox-503,OVERLOADED", "sandbox-location,NOT_SERVED"})
    void aStreamEndsAsItsScenarioSays(String model, String ending) throws Exception {
        HttpResponse<byte[]> answer = ask(model);
        if (answer.statusCode() != 200) {
            assertThat(gemini.readFailure(answer.statusCode(), Optional.empty(), answer.body()).kind())
                    .hasToString(ending);
            return;
        }
        List<Event> events = events(answer.body());
        switch (events.getLast()) {
            case Event.Failed failed -> assertThat(failed.failure().kind()).hasToString(ending);
            case Event.End _ -> assertThat(events).filteredOn(Event.Finish.class::isInstance).singleElement()
                    .satisfies(event -> assertThat(((Event.Finish) event).reason().kind()).hasToString(ending));
            case Event last -> throw new AssertionError(last);
        }
    }

    private HttpResponse<byte[]> ask(String model) throws Exception {
        Request request = gemini.readRequest(new Inquiry(Optional.of(model), true, Request.Framing.EVENTS,
                Json.object("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}")));
        Wire wire = gemini.writeRequest(request, ModelFacts.unknown(model), new Losses());
        URI address = URI.create(sandbox.base() + "/v1beta" + wire.path());
        return client.send(HttpRequest.newBuilder(address).header("x-goog-api-key", "k")
                .header("content-type", "application/json").POST(BodyPublishers.ofByteArray(wire.body())).build(),
                BodyHandlers.ofByteArray());
    }

    private List<Event> events(byte[] body) {
        var events = new ArrayList<Event>();
        var sse = new SseReader(1 << 20);
        var reader = gemini.streamReader();
        sse.read(body, frame -> reader.read(frame, events::add));
        sse.end(frame -> reader.read(frame, events::add));
        reader.end(events::add);
        return events;
    }
}
