package dev.pollux.dialect.anthropic;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.ModelLists;
import dev.pollux.dialect.Peek;
import dev.pollux.dialect.Refusal;
import dev.pollux.dialect.StreamReader;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.dialect.TokenCounting;
import dev.pollux.dialect.Wire;
import dev.pollux.json.Fields;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Failure;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Rates;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.sse.FrameWriter;
import dev.pollux.sse.SseWriter;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Anthropic Messages, {@code POST /v1/messages}, in version {@value #VERSION}. */
public final class Anthropic implements Dialect {
    /** Of this dialect, in settings, headers and origins. */
    public static final String NAME = "anthropic";
    /** The version of the API that is spoken, a date. */
    static final String VERSION = "2023-06-01";
    /** What every request to Anthropic has in its head. */
    static final Map<String, String> VERSIONED = Map.of("anthropic-version", VERSION);

    private final AnswerWriter answers;
    private final Supplier<String> ids;

    /** @param ids gives letters and digits that never come again */
    public Anthropic(Supplier<String> ids) {
        this.ids = ids;
        this.answers = new AnswerWriter(ids);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Peek peek(Inquiry inquiry) {
        Fields body = Fields.of(inquiry.body());
        return new Peek(body.requiredText("model"), inquiry.stream() || body.flag("stream").orElse(false));
    }

    @Override
    public Request readRequest(Inquiry inquiry) {
        return RequestReader.read(inquiry.body());
    }

    @Override
    public ObjectNode writeResponse(Response response, Request request) {
        return answers.write(response, request.model());
    }

    @Override
    public StreamWriter streamWriter(Request request) {
        return new EventWriter(request.model(), ids);
    }

    @Override
    public FrameWriter frameWriter(Request.Framing framing) {
        return new SseWriter();
    }

    @Override
    public Refusal writeFailure(Failure failure) {
        return Failures.write(failure);
    }

    @Override
    public Refusal writeFailure(Failure failure, String exchange) {
        Refusal refusal = Failures.write(failure);
        refusal.body().put("request_id", exchange);
        return refusal;
    }

    @Override
    public Map<String, String> rateHeaders(Rates rates) {
        return RateHeaders.of(rates);
    }

    @Override
    public Wire writeRequest(Request request, ModelFacts facts, Losses losses) {
        byte[] body = Json.bytes(new RequestWriter(facts, losses).write(request));
        return new Wire("/messages", VERSIONED, body);
    }

    @Override
    public Wire forward(Inquiry inquiry, byte[] body, String model) {
        return new Wire("/messages", VERSIONED, Json.replaceText(body, "model", model));
    }

    @Override
    public boolean takesLink(Block.Media media) {
        return MediaWriter.takesLink(media);
    }

    @Override
    public Response readResponse(ObjectNode body) {
        return AnswerReader.read(body);
    }

    @Override
    public StreamReader streamReader() {
        return new EventReader();
    }

    @Override
    public Failure readFailure(int status, Optional<Duration> retryAfter, byte[] body) {
        return Failures.read(status, retryAfter, body);
    }

    @Override
    public ModelLists models() {
        return new Lists();
    }

    @Override
    public Optional<TokenCounting> counting() {
        return Optional.of(new Counting());
    }
}
