package dev.pollux.exchange;

import dev.pollux.dialect.Dialect;
import dev.pollux.dialect.StreamWriter;
import dev.pollux.json.JsonException;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.model.Request;
import dev.pollux.sse.Frame;
import dev.pollux.sse.FrameWriter;
import dev.pollux.upstream.Answer;
import dev.pollux.upstream.Answer.Progress;
import dev.pollux.upstream.Answer.Sink;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Supplier;

/** Passes one stream on: events in the client's words, or, of a verbatim answer, the frames as they came. */
final class Relay implements Sink {
    private final Client client;
    private final Ledger ledger;
    private final Dialect dialect;
    private final Supplier<Request> request;
    private final FrameWriter frames;
    private final boolean verbatim;
    private @Nullable StreamWriter writer;
    private @Nullable Failure failure;

    /** @param request is asked for only if something must be written in words of ours */
    Relay(Answer answer, Dialect dialect, FrameWriter frames, Supplier<Request> request, Client client,
            Ledger ledger) {
        this.verbatim = answer.origin().verbatim();
        this.client = client;
        this.ledger = ledger;
        this.dialect = dialect;
        this.request = request;
        this.frames = frames;
    }

    /** @param heartbeat nanoseconds of silence after which the client gets a sign of life, 0 for never */
    void run(Answer answer, long heartbeat) {
        try {
            pass(answer, heartbeat);
        } catch (FailureException e) {
            event(new Event.Failed(client.stopped().orElseThrow(() -> e)));
        }
        if (failure == null) {
            frames.end();
            client.end(frames.drain());
        } else {
            client.abort(frames.drain());
        }
    }

    private void pass(Answer answer, long heartbeat) {
        long wait = heartbeat == 0 ? Long.MAX_VALUE : heartbeat;
        Progress progress;
        do {
            progress = answer.next(wait, this);
            if (progress == Progress.SILENCE) {
                writer().ifPresent(w -> frames.raw(w.heartbeat()));
            }
            if (progress != Progress.OVER) {
                client.write(frames.drain()); // what waits together leaves together
            }
        } while (progress != Progress.OVER);
    }

    @Override
    public void event(Event event) {
        ledger.note(event);
        if (event instanceof Event.Failed failed) {
            failure = failed.failure();
        } else if (verbatim) {
            return;
        }
        writer().ifPresent(w -> w.write(event, this::write));
    }

    @Override
    public void frame(Frame frame) {
        write(frame);
    }

    private void write(Frame frame) {
        if (frame.bare()) {
            client.write(frames.drain()); // a bare frame must be alone in its network write
        }
        frames.write(frame);
    }

    /** Empty where even the request cannot be read, and so nothing can be said but by breaking off. */
    private Optional<StreamWriter> writer() {
        if (writer == null) {
            try {
                writer = Unfenced.writer(dialect, request.get());
            } catch (JsonException | FailureException _) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(writer);
    }
}
