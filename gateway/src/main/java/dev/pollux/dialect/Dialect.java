package dev.pollux.dialect;

import dev.pollux.model.Block;
import dev.pollux.model.Failure;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Rates;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.sse.FrameWriter;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One vendor's API in both roles: towards clients that speak it, and towards vendors that understand it.
 *
 * <p>A dialect is stateless and may be used by all threads; what a stream must remember lives in its reader or writer.
 * Everything that reads throws {@link dev.pollux.json.JsonException} where the text is not what its dialect says.
 */
public interface Dialect {

    /** The name in settings, headers and origins: {@code openai}, {@code responses}, {@code gemini}, {@code anthropic}. */
    String name();

    // ---- towards a client

    /** The model and the way of delivery, without reading the rest. */
    Peek peek(Inquiry inquiry);

    Request readRequest(Inquiry inquiry);

    /** The whole answer for the client; {@code request.model()} is the name that it used. */
    ObjectNode writeResponse(Response response, Request request);

    /** A writer for one stream to the client that asked {@code request}. */
    StreamWriter streamWriter(Request request);

    /** The bytes between the frames of that stream. */
    FrameWriter frameWriter(Request.Framing framing);

    /** A failure before the answer began. */
    Refusal writeFailure(Failure failure);

    /** The same with the id of the exchange, where this dialect's clients look for it in the body. */
    default Refusal writeFailure(Failure failure, String exchange) {
        return writeFailure(failure);
    }

    /** What is left of the client's limits, in the headers where its libraries look for it. */
    default Map<String, String> rateHeaders(Rates rates) {
        return Map.of();
    }

    /** Whether an answer has a place for a picture that the model made. */
    default boolean showsPictures() {
        return false;
    }

    // ---- towards a vendor

    /**
     * The request for a vendor.
     *
     * @param request its model is the vendor's name
     * @param losses gets what this dialect, or this model, cannot carry
     * @throws dev.pollux.model.FailureException {@code INVALID} where something would have to be invented
     */
    Wire writeRequest(Request request, ModelFacts facts, Losses losses);

    /**
     * A client's request for a vendor of this same dialect: its own bytes, only the model named anew.
     *
     * @param body of the inquiry, as it came
     * @param model the vendor's name
     */
    Wire forward(Inquiry inquiry, byte[] body, String model);

    /** Whether the model's own turns in a history may hold pictures. */
    default boolean remembersPictures() {
        return false;
    }

    /** Whether a model that is shown the beginning of its own turn at the end goes on with it. */
    default boolean goesOn() {
        return true;
    }

    /** Whether a request may name the address of such a file, for the vendor to fetch it. */
    default boolean takesLink(Block.Media media) {
        return false;
    }

    Response readResponse(ObjectNode body);

    /** A reader for one stream from a vendor. */
    StreamReader streamReader();

    /**
     * A vendor's refusal, read for what it means.
     *
     * @param retryAfter the header, where the vendor sent one
     * @param body as it came; need not be JSON
     */
    Failure readFailure(int status, Optional<Duration> retryAfter, byte[] body);

    /** The lists of models, in both roles. */
    ModelLists models();

    // ---- beside generation

    /** Whether the API has paths of its own for pictures and sound, as OpenAI's has. */
    default boolean hasCraftPaths() {
        return false;
    }

    /** Counting of tokens, if the API has it. */
    default Optional<TokenCounting> counting() {
        return Optional.empty();
    }

    /** Vectors, if the API has them. */
    default Optional<Embeddings> embeddings() {
        return Optional.empty();
    }
}
