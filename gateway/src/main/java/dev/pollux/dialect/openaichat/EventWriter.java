package dev.pollux.dialect.openaichat;

import dev.pollux.dialect.StreamWriter;
import dev.pollux.dialect.openai.ErrorObjects;
import dev.pollux.json.Json;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.Request;
import dev.pollux.model.Usage;
import dev.pollux.sse.Frame;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Writes the chunks of one stream; the first when there is something to tell, so that a failure before it can be told as one. */
final class EventWriter implements StreamWriter {
    private static final byte[] HEARTBEAT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final Frame DONE = Frame.of("[DONE]");

    private final Request request;
    private final long created;
    private final UnaryOperator<String> completionId;
    private final List<@Nullable CandidateWriter> candidates = new ArrayList<>();
    private String id = "";
    private @Nullable Envelope envelope;
    private Usage usage = Usage.UNKNOWN;
    private boolean over;

    /** @param completionId makes an id of this dialect from the vendor's, which may be empty */
    EventWriter(Request request, long created, UnaryOperator<String> completionId) {
        this.request = request;
        this.created = created;
        this.completionId = completionId;
    }

    @Override
    public void write(Event event, Consumer<Frame> out) {
        if (over) {
            return;
        }
        switch (event) {
            case Event.Delta delta -> candidate(delta.candidate(), out).delta(delta.text(), out);
            case Event.Start start -> id = start.id();
            case Event.Open open -> candidate(open.candidate(), out).open(open.head(), out);
            case Event.Close close -> candidate(close.candidate(), out).close(out);
            case Event.Cite cite -> candidate(cite.candidate(), out).cite(cite.citation(), out);
            case Event.Logprobs logprobs -> candidate(logprobs.candidate(), out).logprobs(logprobs.tokens(), out);
            case Event.Finish finish -> candidate(finish.candidate(), out).finish(finish.reason(), out);
            case Event.Tokens tokens -> usage = tokens.usage().after(usage);
            case Event.Opaque _ -> {
                // what only another dialect knows has no place here
            }
            case Event.End _ -> end(out);
            case Event.Failed failed -> fail(failed.failure(), out);
        }
    }

    @Override
    public byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    private void end(Consumer<Frame> out) {
        over = true;
        if (request.delivery().usage() && usage.isKnown()) {
            out.accept(envelope().usage(Counts.write(usage)));
        }
        out.accept(DONE);
    }

    private void fail(Failure failure, Consumer<Frame> out) {
        over = true;
        out.accept(Frame.of(Json.bytes(ErrorObjects.write(Words.DIALECT, failure).body())));
    }

    private CandidateWriter candidate(int index, Consumer<Frame> out) {
        while (candidates.size() <= index) {
            candidates.add(null);
        }
        CandidateWriter writer = candidates.get(index);
        if (writer == null) {
            writer = new CandidateWriter(envelope(), index, out);
            candidates.set(index, writer);
        }
        return writer;
    }

    private Envelope envelope() {
        if (envelope == null) {
            envelope = new Envelope(completionId.apply(id), created, request.model(), request.delivery().usage());
        }
        return envelope;
    }
}
