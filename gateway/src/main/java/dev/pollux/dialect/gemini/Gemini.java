package dev.pollux.dialect.gemini;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Embeddings;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.ModelLists;
import dev.pollux.dialect.Peek;
import dev.pollux.dialect.Refusal;
import dev.pollux.dialect.StreamReader;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.dialect.TokenCounting;
import dev.pollux.dialect.Wire;
import dev.pollux.model.Failure;
import dev.pollux.model.Fold;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.sse.FrameWriter;
import dev.pollux.sse.JsonArrayWriter;
import dev.pollux.sse.SseWriter;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Gemini's {@code generateContent} and {@code streamGenerateContent}, as v1beta and v1 have them. */
public final class Gemini implements Dialect {
    static final String NAME = "gemini";

    private final Supplier<String> ids;

    /** @param ids random letters and digits, for calls that come without an id */
    public Gemini(Supplier<String> ids) {
        this.ids = ids;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Peek peek(Inquiry inquiry) {
        return new Peek(RequestReader.model(inquiry), inquiry.stream());
    }

    @Override
    public Request readRequest(Inquiry inquiry) {
        return RequestReader.read(inquiry);
    }

    @Override
    public ObjectNode writeResponse(Response response, Request request) {
        return AnswerWriter.write(response, request);
    }

    @Override
    public boolean showsPictures() {
        return true;
    }

    @Override
    public boolean remembersPictures() {
        return true;
    }

    @Override
    public StreamWriter streamWriter(Request request) {
        return new EventWriter(request);
    }

    @Override
    public FrameWriter frameWriter(Request.Framing framing) {
        return switch (framing) {
            case EVENTS -> new SseWriter();
            case ARRAY -> new JsonArrayWriter();
        };
    }

    @Override
    public Refusal writeFailure(Failure failure) {
        return FailureWriter.write(failure);
    }

    @Override
    public Wire writeRequest(Request request, ModelFacts facts, Losses losses) {
        return RequestWriter.write(request, facts, losses);
    }

    @Override
    public Wire forward(Inquiry inquiry, byte[] body, String model) {
        return new Wire(RequestWriter.path(model, inquiry.stream()), Map.of(), body);
    }

    @Override
    public Response readResponse(ObjectNode body) {
        var fold = new Fold();
        EventReader.whole(body, CallIds.random(ids), fold);
        return fold.response();
    }

    @Override
    public StreamReader streamReader() {
        return new EventReader(CallIds.random(ids));
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

    @Override
    public Optional<Embeddings> embeddings() {
        return Optional.of(new Vectors());
    }
}
