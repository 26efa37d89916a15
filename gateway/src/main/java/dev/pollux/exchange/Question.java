package dev.pollux.exchange;

import dev.pollux.access.Caller;
import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.openai.Form;
import dev.pollux.json.Json;
import dev.pollux.json.Weight;
import dev.pollux.model.Request.Framing;

import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What a client sent, as far as it can be told without reading the body.
 *
 * @param id of the exchange, in headers and logs
 * @param route what is done, in a word
 * @param dialect that the path belongs to
 * @param model from the path, where the dialect has it there
 * @param stream whether the path asks for one
 * @param framing that the path asks for
 * @param caller who was let in
 * @param headers of the client that belong to its dialect and go to a vendor of the same dialect
 * @param strict a field that would be lost is an error, by header
 * @param body as it came, within the limit
 */
public record Question(String id, String method, String path, String client, String route, Dialect dialect,
        Optional<String> model,
        boolean stream, Framing framing, Caller caller, Map<String, String> headers,
        boolean strict, byte[] body) {
    public Question {
        headers = Map.copyOf(headers);
    }

    public Question admitted(Caller known) {
        return new Question(id, method, path, client, route, dialect, model, stream, framing, known, headers, strict,
                body);
    }

    public Question withBody(byte[] read) {
        return new Question(id, method, path, client, route, dialect, model, stream, framing, caller, headers, strict,
                read);
    }

    /**
     * What the dialect reads of it.
     *
     * @param weight is told how many bytes that takes up beyond what is usual for a body so long
     * @throws dev.pollux.json.JsonException if the body is no JSON object
     */
    Inquiry inquiry(LongConsumer weight) {
        return new Inquiry(model, stream, framing, Json.object(body, weighed(weight)));
    }

    /** The same of an order for pictures or sound. */
    Form form(LongConsumer weight) {
        return Form.read(headers.getOrDefault("content-type", ""), body, weighed(weight));
    }

    private LongConsumer weighed(LongConsumer weight) {
        return parts -> weight.accept(Weight.of(parts, body.length));
    }
}
