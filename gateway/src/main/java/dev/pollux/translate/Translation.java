package dev.pollux.translate;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.Inquiry;
import dev.pollux.dialect.StreamReader;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Extras;
import dev.pollux.model.Losses;
import dev.pollux.model.ModelFacts;
import dev.pollux.model.Output;
import dev.pollux.model.Request;
import dev.pollux.model.Response;
import dev.pollux.model.Service;
import dev.pollux.model.Settings;
import dev.pollux.model.Thinking;
import dev.pollux.model.Tools;
import dev.pollux.model.Unfold;
import dev.pollux.route.Catalogue;
import dev.pollux.sse.FrameWriter;
import dev.pollux.sse.SseReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * From one dialect to another: a request of a client as the vendor gets it; an answer, a stream or a failure of the
 * vendor as the client gets it. It does what the road does, without a call.
 *
 * <p>Bad input throws {@link dev.pollux.json.JsonException} or {@link dev.pollux.model.FailureException}.
 */
public final class Translation {
    private static final int FRAME_LIMIT = 64 << 20;

    private final Dialect from;
    private final Dialect to;
    private final Catalogue catalogue;
    private final Optional<String> model;

    /** @param model in the place of the one that the input names */
    public Translation(Dialect from, Dialect to, Catalogue catalogue, Optional<String> model) {
        this.from = from;
        this.to = to;
        this.catalogue = catalogue;
        this.model = model;
    }

    /** What the input is: a client's request, or what a vendor answers. Named as people write it. */
    public enum Kind {
        request, response, stream, failure
    }

    /**
     * What came out.
     *
     * @param losses the names of what the target could not be told
     */
    public record Told(String text, Losses losses) {}

    /** @param status of a failure */
    public Told tell(Kind kind, int status, byte[] input) {
        return switch (kind) {
            case request -> request(input);
            case response -> response(input);
            case stream -> stream(input);
            case failure -> failure(status, input);
        };
    }

    /** A client's request for a vendor: the body; what its path says is not shown. */
    public Told request(byte[] body) {
        var inquiry = new Inquiry(model.or(() -> Optional.of(catalogue.defaultModel())), false,
                Request.Framing.EVENTS, Json.object(body));
        Request request = from.readRequest(inquiry);
        ModelFacts facts = catalogue.resolve(model.orElse(request.model())).facts();
        var losses = new Losses();
        byte[] wire = to.writeRequest(request.withModel(facts.id()), facts, losses).body();
        return new Told(pretty(Json.object(wire)), losses);
    }

    /** A vendor's whole answer for a client. */
    public Told response(byte[] body) {
        Response response = from.readResponse(Json.object(body));
        var losses = new Losses();
        Unfold.to(event -> note(event, losses), response);
        return new Told(pretty(to.writeResponse(response, asked(response.model(), false))), losses);
    }

    /** A vendor's stream for a client, as server-sent events both. */
    public Told stream(byte[] bytes) {
        var losses = new Losses();
        Request request = asked("", true);
        FrameWriter frames = to.frameWriter(request.delivery().framing());
        StreamWriter writer = to.streamWriter(request);
        Consumer<Event> pass = event -> {
            note(event, losses);
            writer.write(event, frames::write);
        };
        StreamReader reader = from.streamReader();
        var sse = new SseReader(FRAME_LIMIT);
        sse.read(bytes, frame -> reader.read(frame, pass));
        sse.end(frame -> reader.read(frame, pass));
        reader.end(pass);
        frames.end();
        return new Told(new String(frames.drain(), StandardCharsets.UTF_8), losses);
    }

    /** A vendor's refusal for a client. */
    public Told failure(int status, byte[] body) {
        return new Told(pretty(to.writeFailure(from.readFailure(status, Optional.empty(), body)).body()), new Losses());
    }

    /** A client that wants to see everything. */
    private Request asked(String answering, boolean stream) {
        String name = model.orElse(answering.isEmpty() ? catalogue.defaultModel() : answering);
        var thinking = new Thinking(Optional.empty(), OptionalInt.empty(), Optional.of(Thinking.Shown.ASKED));
        return new Request(name, List.of(), Tools.NONE, Settings.DEFAULT, Output.DEFAULT, thinking, Service.DEFAULT,
                new Request.Delivery(stream, true, Request.Framing.EVENTS), Extras.NONE);
    }

    /** Names what only the vendor's own dialect knows. */
    private void note(Event event, Losses losses) {
        switch (event) {
            case Event.Opaque opaque when !opaque.origin().equals(to.name()) ->
                name(opaque.json(), losses);
            case Event.Open open when open.head() instanceof Block.Opaque block ->
                losses.addIf(!block.origin().equals(to.name()), block.kind());
            case Event.Start _,Event.Open _,Event.Delta _,Event.Close _,Event.Cite _,Event.Logprobs _,Event.Tokens _,Event.Finish _,Event.End _,Event.Failed _,Event.Opaque _ ->
                {
                }
        }
    }

    /** Each field; of a list of candidates, the fields of those. */
    private static void name(ObjectNode fields, Losses losses) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getValue().path(0) instanceof ObjectNode inner) {
                inner.propertyNames().stream().filter(name -> !name.equals("index"))
                        .forEach(name -> losses.add(field.getKey() + "[]." + name));
            } else {
                losses.add(field.getKey());
            }
        }
    }

    private static String pretty(ObjectNode tree) {
        return tree.toPrettyString() + "\n";
    }
}
