package dev.pollux.model;

import java.util.List;

/**
 * What a client asks of a model, free of any dialect.
 *
 * @param model the name as the client wrote it, or that of the target once a route has chosen one
 * @param messages in the order of the client, system messages where it put them
 * @param delivery how the client wants the answer
 * @param extras fields of the request that only their own dialect knows
 */
public record Request(String model, List<Message> messages, Tools tools, Settings settings, Output output,
        Thinking thinking, Service service, Delivery delivery, Extras extras) {

    public Request {
        messages = List.copyOf(messages);
    }

    public Request withModel(String name) {
        return new Request(name, messages, tools, settings, output, thinking, service, delivery, extras);
    }

    public Request withMessages(List<Message> replaced) {
        return new Request(model, replaced, tools, settings, output, thinking, service, delivery, extras);
    }

    /**
     * How the answer travels.
     *
     * @param stream frame by frame, not whole
     * @param usage the tokens used are told at the end of a stream too
     * @param framing how the frames of a stream are told apart
     */
    public record Delivery(boolean stream, boolean usage, Framing framing) {}

    /** How the frames of a stream are told apart. */
    public enum Framing {
        /** Server-sent events. */
        EVENTS,
        /** The elements of one JSON array (Gemini without {@code alt=sse}). */
        ARRAY
    }
}
