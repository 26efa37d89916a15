package dev.pollux.dialect.openaicompletions;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.ModelLists;
import dev.pollux.dialect.Peek;
import dev.pollux.dialect.Refusal;
import dev.pollux.dialect.StreamReader;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.dialect.Wire;
import dev.pollux.dialect.openai.RateHeaders;
import dev.pollux.json.Fields;
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
 * {@code POST /v1/completions}, for clients that never learned to chat.
 *
 * <p>A thin front: what it has in common with chat, and all that concerns vendors, is the chat dialect's.
 */
public final class OpenAiCompletions implements Dialect {
    static final String NAME = "completions";

    private final Dialect chat;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /**
     * @param chat OpenAI's dialect for chat
     * @param clock for the time that every answer carries
     * @param ids random letters and digits
     */
    public OpenAiCompletions(Dialect chat, InstantSource clock, Supplier<String> ids) {
        this.chat = chat;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Peek peek(Inquiry inquiry) {
        Fields body = Fields.of(inquiry.body());
        return new Peek(body.requiredText("model"), body.flag("stream").orElse(false));
    }

    @Override
    public Request readRequest(Inquiry inquiry) {
        return new RequestReader(inquiry).read();
    }

    @Override
    public ObjectNode writeResponse(Response response, Request request) {
        return Envelope.of(response.id(), ids, clock, request).whole(response, Echo.of(request));
    }

    @Override
    public StreamWriter streamWriter(Request request) {
        return new EventWriter(request, id -> Envelope.of(id, ids, clock, request),
                failure -> writeFailure(failure).body());
    }

    @Override
    public FrameWriter frameWriter(Request.Framing framing) {
        return new SseWriter();
    }

    @Override
    public Refusal writeFailure(Failure failure) {
        return chat.writeFailure(failure);
    }

    @Override
    public Map<String, String> rateHeaders(Rates rates) {
        return RateHeaders.of(rates);
    }

    @Override
    public Wire writeRequest(Request request, ModelFacts facts, Losses losses) {
        return chat.writeRequest(request, facts, losses);
    }

    @Override
    public Wire forward(Inquiry inquiry, byte[] body, String model) {
        return chat.forward(inquiry, body, model);
    }

    @Override
    public Response readResponse(ObjectNode body) {
        return chat.readResponse(body);
    }

    @Override
    public StreamReader streamReader() {
        return chat.streamReader();
    }

    @Override
    public Failure readFailure(int status, Optional<Duration> retryAfter, byte[] body) {
        return chat.readFailure(status, retryAfter, body);
    }

    @Override
    public ModelLists models() {
        return chat.models();
    }
}
