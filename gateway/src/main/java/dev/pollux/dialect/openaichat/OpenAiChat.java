package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Embeddings;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.ModelLists;
import dev.pollux.dialect.Peek;
import dev.pollux.dialect.Refusal;
import dev.pollux.dialect.StreamReader;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.dialect.Wire;
import dev.pollux.dialect.openai.ErrorObjects;
import dev.pollux.dialect.openai.ModelList;
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

/** OpenAI's chat completions. */
public final class OpenAiChat implements Dialect {
    private static final String PREFIX = "chatcmpl-";

    private final InstantSource clock;
    private final Supplier<String> ids;

    /**
     * @param clock for the time that every answer carries
     * @param ids random letters and digits, for answers and calls to which nobody has given an id
     */
    public OpenAiChat(InstantSource clock, Supplier<String> ids) {
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
        return new Peek(RequestReader.model(body), body.flag("stream").orElse(false) || inquiry.stream());
    }

    @Override
    public Request readRequest(Inquiry inquiry) {
        return new RequestReader(inquiry, ids).read();
    }

    @Override
    public ObjectNode writeResponse(Response response, Request request) {
        return AnswerWriter.write(response, completionId(response.id()), clock.instant().getEpochSecond(), request);
    }

    @Override
    public boolean hasCraftPaths() {
        return true;
    }

    @Override
    public StreamWriter streamWriter(Request request) {
        return new EventWriter(request, clock.instant().getEpochSecond(), this::completionId);
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
        return new RequestWriter(request, facts, losses).write();
    }

    @Override
    public Wire forward(Inquiry inquiry, byte[] body, String model) {
        return new Wire("/chat/completions", Map.of(), Json.replaceText(body, "model", model));
    }

    @Override
    public boolean takesLink(Block.Media media) {
        return media.kind() == Block.Media.Kind.IMAGE;
    }

    @Override
    public Response readResponse(ObjectNode body) {
        return EventReader.whole(body, ids);
    }

    @Override
    public StreamReader streamReader() {
        return new EventReader(ids);
    }

    @Override
    public Failure readFailure(int status, Optional<Duration> retryAfter, byte[] body) {
        return ErrorObjects.read(Words.DIALECT, status, retryAfter, body);
    }

    @Override
    public ModelLists models() {
        return ModelList.INSTANCE;
    }

    @Override
    public Optional<Embeddings> embeddings() {
        return Optional.of(OpenAiEmbeddings.INSTANCE);
    }

    private String completionId(String vendorsId) {
        if (vendorsId.startsWith(PREFIX)) {
            return vendorsId;
        }
        return PREFIX + (vendorsId.isEmpty() ? ids.get() : vendorsId);
    }
}
