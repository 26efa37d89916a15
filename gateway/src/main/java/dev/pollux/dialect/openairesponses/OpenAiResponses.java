package dev.pollux.dialect.openairesponses;

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
import dev.pollux.dialect.openai.ErrorObjects;
import dev.pollux.dialect.openai.OpenAiEmbeddings;
import dev.pollux.dialect.openai.RateHeaders;
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
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * OpenAI's Responses API without its memory: nothing is stored, every request brings its whole conversation.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses">the API reference</a>
 */
public final class OpenAiResponses implements Dialect {
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param ids gives what stands behind the prefix of a new id: letters and digits, never twice the same */
    public OpenAiResponses(InstantSource clock, Supplier<String> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public String name() {
        return Words.DIALECT;
    }

    @Override
    public Peek peek(Inquiry inquiry) {
        Fields body = Fields.of(inquiry.body());
        return new Peek(body.requiredText("model"), body.flag("stream").orElse(false) || inquiry.stream());
    }

    @Override
    public Request readRequest(Inquiry inquiry) {
        return RequestReader.read(inquiry);
    }

    @Override
    public ObjectNode writeResponse(Response response, Request request) {
        return EventWriter.whole(response, request, clock, ids);
    }

    @Override
    public boolean showsPictures() {
        return true;
    }

    /** The API knows no beginning of an answer: a message of the model is one that is over. */
    @Override
    public boolean goesOn() {
        return false;
    }

    @Override
    public boolean hasCraftPaths() {
        return true;
    }

    @Override
    public StreamWriter streamWriter(Request request) {
        return new EventWriter(request, clock, ids);
    }

    @Override
    public FrameWriter frameWriter(Request.Framing framing) {
        return new SseWriter();
    }

    @Override
    public Refusal writeFailure(Failure failure) {
        return ErrorObjects.write(Words.DIALECT, failure);
    }

    @Override
    public Map<String, String> rateHeaders(Rates rates) {
        return RateHeaders.of(rates);
    }

    @Override
    public Wire writeRequest(Request request, ModelFacts facts, Losses losses) {
        return RequestWriter.write(request, facts, losses);
    }

    @Override
    public Wire forward(Inquiry inquiry, byte[] body, String model) {
        return new Wire("/responses", Map.of(), Json.replaceText(body, "model", model));
    }

    @Override
    public boolean takesLink(Block.Media media) {
        return media.kind() == Block.Media.Kind.IMAGE || media.kind() == Block.Media.Kind.DOCUMENT;
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
        return ErrorObjects.read(Words.DIALECT, status, retryAfter, body);
    }

    @Override
    public ModelLists models() {
        return CodexList.INSTANCE;
    }

    @Override
    public Optional<TokenCounting> counting() {
        return Optional.of(new Counting());
    }

    @Override
    public Optional<Embeddings> embeddings() {
        return Optional.of(OpenAiEmbeddings.INSTANCE);
    }
}
