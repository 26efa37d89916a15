package dev.pollux.dialect.openaicompletions;

import dev.pollux.dialect.StreamWriter;
import dev.pollux.json.Json;
import dev.pollux.model.Block;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Request;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes the chunks of one stream. */
final class EventWriter implements StreamWriter {
    private static final byte[] HEARTBEAT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final Frame DONE = Frame.of("[DONE]");

    private final boolean tellsUsage;
    private final String echo;
    private final Function<String, Envelope> envelopes;
    private final Function<Failure, ObjectNode> failures;
    /** The candidates that have begun, and where in their texts the next token with a probability begins. */
    private final Map<Integer, Integer> offsets = new HashMap<>();
    private String id = "";
    private @Nullable Envelope envelope;
    private boolean inText;
    private Usage usage = Usage.UNKNOWN;
    private boolean over;

    /**
     * @param envelopes by the vendor's id, which may be empty
     * @param failures the body that tells a failure
     */
    EventWriter(Request request, Function<String, Envelope> envelopes, Function<Failure, ObjectNode> failures) {
        this.tellsUsage = request.delivery().usage();
        this.echo = Echo.of(request);
        this.envelopes = envelopes;
        this.failures = failures;
    }

    @Override
    public void write(Event event, Consumer<Frame> out) {
        if (over) {
            return;
        }
        switch (event) {
            case Event.Delta delta when inText -> text(delta.candidate(), delta.text(), out);
            case Event.Start start -> id = start.id();
            case Event.Open open -> {
                inText = open.head() instanceof Block.Text;
                text(open.candidate(), Envelope.text(open.head()), out);
            }
            case Event.Logprobs logprobs -> {
                int offset = offsets.getOrDefault(logprobs.candidate(), 0);
                offsets.put(logprobs.candidate(),
                        offset + logprobs.tokens().stream().mapToInt(token -> token.token().length()).sum());
                send(envelope().chunk(logprobs.candidate(), "", Envelope.logprobs(logprobs.tokens(), offset), null),
                        out);
            }
            case Event.Finish finish ->
                send(envelope().chunk(finish.candidate(), begun(finish.candidate()) ? "" : echo, null,
                        Envelope.stop(finish.reason())), out);
            case Event.Tokens tokens -> usage = tokens.usage().after(usage);
            case Event.End _ -> end(out);
            case Event.Failed failed -> {
                over = true;
                out.accept(Frame.of(Json.bytes(failures.apply(failed.failure()))));
            }
            case Event.Delta _,Event.Close _,Event.Cite _,Event.Opaque _ -> {
                // no text
            }
        }
    }

    @Override
    public byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    private void text(int candidate, String text, Consumer<Frame> out) {
        if (text.isEmpty()) {
            return;
        }
        send(envelope().chunk(candidate, begun(candidate) ? text : echo + text, null, null), out);
    }

    /** Whether a candidate has begun before now. */
    private boolean begun(int candidate) {
        return offsets.putIfAbsent(candidate, 0) != null;
    }

    private void end(Consumer<Frame> out) {
        over = true;
        if (tellsUsage && usage.isKnown()) {
            ObjectNode last = envelope().empty();
            last.set("usage", Envelope.usage(usage));
            out.accept(Frame.of(Json.bytes(last)));
        }
        out.accept(DONE);
    }

    private void send(ObjectNode chunk, Consumer<Frame> out) {
        out.accept(Frame.of(Json.bytes(tellsUsage ? chunk.putNull("usage") : chunk)));
    }

    private Envelope envelope() {
        if (envelope == null) {
            envelope = envelopes.apply(id);
        }
        return envelope;
    }
}
