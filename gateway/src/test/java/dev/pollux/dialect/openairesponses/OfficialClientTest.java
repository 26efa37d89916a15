package dev.pollux.dialect.openairesponses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.sun.net.httpserver.HttpServer;
import dev.pollux.dialect.Refusal;
import dev.pollux.dialect.Seals;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Request;
import dev.pollux.model.StopReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What this dialect writes, read by OpenAI's own client with response validation on. */
class OfficialClientTest {
    private static final ResponseCreateParams QUESTION = ResponseCreateParams.builder().model("gpt-5").input("Hi")
            .build();
    private static final Request REQUEST = Fixed.request("""
            {"model": "gpt-5", "input": "Hi", "tools": [{"type": "function", "name": "weather", "strict": false,
            "parameters": {"type": "object", "properties": {}}}]}""");

    private HttpServer server;
    private OpenAIClient client;
    private int status = 200;
    private String type = "application/json";
    private String body = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/responses", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("content-type", type);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        client = OpenAIOkHttpClient.builder().apiKey("sk-none").maxRetries(0).responseValidation(true)
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/v1").build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void aWholeAnswerIsValid() {
        body = Json.text(Fixed.dialect().writeResponse(Answers.thoughtful(), REQUEST));
        check(client.responses().create(QUESTION));
    }

    @Test
    void everyEventOfAStreamIsValidAndTheyGatherToTheAnswer() {
        type = "text/event-stream";
        body = Answers.stream(REQUEST, Answers.thoughtful());
        var accumulator = ResponseAccumulator.create();
        for (ResponseStreamEvent event : events()) {
            accumulator.accumulate(event.validate());
        }
        check(accumulator.response().validate());
    }

    private static void check(Response response) {
        assertThat(response.status()).hasValueSatisfying(found -> assertThat(found).hasToString("completed"));
        assertThat(response.output()).hasSize(3);
        assertThat(response.output().get(0).asReasoning().summary().getFirst().text()).isEqualTo("I must look.");
        assertThat(response.output().get(1).asMessage().content().getFirst().asOutputText().text())
                .isEqualTo("Let me see.");
        var call = response.output().get(2).asFunctionCall();
        assertThat(call.arguments()).isEqualTo("{\"city\":\"Oslo\"}");
        assertThat(Seals.open(call.callId()).seal()).hasValueSatisfying(
                seal -> assertThat(seal.value()).isEqualTo("sig+/="));
        assertThat(response.usage()).hasValueSatisfying(usage -> assertThat(usage.totalTokens()).isEqualTo(30));
    }

    @Test
    void aHeartbeatIsNothing() {
        type = "text/event-stream";
        String stream = Answers.stream(REQUEST, Answers.thoughtful());
        int half = stream.indexOf("event: response.output_text.delta");
        String beat = new String(Fixed.dialect().streamWriter(REQUEST).heartbeat(), StandardCharsets.UTF_8);
        body = stream.substring(0, half) + beat + stream.substring(half);
        assertThat(events()).last().matches(ResponseStreamEvent::isCompleted);
    }

    @Test
    void anAnswerCutShortIsIncomplete() {
        type = "text/event-stream";
        body = Answers.stream(REQUEST, Answers.of(StopReason.Kind.LENGTH, new Block.Text("Once upon")));
        assertThat(events()).last().satisfies(event -> assertThat(event.validate().asIncomplete().response()
                .incompleteDetails().orElseThrow().reason().orElseThrow()).hasToString("max_output_tokens"));
    }

    @Test
    void aFailureInTheMidstOfAStreamRaises() {
        type = "text/event-stream";
        body = Answers.stream(REQUEST, new Event.Start("g1", "m"), new Event.Open(0, 0, new Block.Text("")),
                new Event.Delta(0, 0, "Once"),
                new Event.Failed(Failure.of(Failure.Kind.UPSTREAM_CUT, "The answer broke off.")));
        assertThatThrownBy(this::events).isInstanceOf(OpenAIException.class)
                .hasMessageContaining("The answer broke off.");
    }

    @Test
    void aRefusalHasTheExceptionOfItsStatus() {
        Refusal refusal = Fixed.dialect().writeFailure(Failure.of(Failure.Kind.RATE_LIMITED, "Slowly."));
        status = refusal.status();
        body = Json.text(refusal.body());
        assertThatThrownBy(() -> client.responses().create(QUESTION)).isInstanceOf(RateLimitException.class)
                .hasMessageContaining("Slowly.");
    }

    private List<ResponseStreamEvent> events() {
        var events = new ArrayList<ResponseStreamEvent>();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(QUESTION)) {
            stream.stream().forEach(events::add);
        }
        return events;
    }
}
