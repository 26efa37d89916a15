package dev.pollux.exchange;

import dev.pollux.dialect.StreamWriter;
import dev.pollux.json.JsonException;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.sse.Frame;
import dev.pollux.sse.FrameWriter;
import dev.pollux.thread.Threads;
import dev.pollux.upstream.Answer;
import dev.pollux.upstream.Answer.Sink;
import dev.pollux.upstream.Vigil;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Passes one stream on: events in the client's words, or, of a verbatim answer, the frames as they came.
 *
 * <p>Where no vendor has said a word for too long it begins without one, by a heartbeat: whatever becomes of the question
 * behind it, this client hears of it within the stream.
 */
final class Relay implements Sink {
    private final Client client;
    private final Ledger ledger;
    private final Supplier<Presentation> presentation;
    private final FrameWriter frames;
    private final Consumer<byte[]> sending = this::send;
    private final Vigil vigil;
    private final boolean mayContinue;
    private boolean verbatim;
    private boolean begun;
    private boolean opened;
    private boolean said;
    private @Nullable StreamWriter writer;
    private @Nullable Failure failure;

    /**
     * @param presentation is asked for only if something must be written in words of ours
     * @param mayContinue words of ours may have to follow a vendor's frames
     */
    Relay(FrameWriter frames, Supplier<Presentation> presentation, ExchangeConfig config, boolean mayContinue,
            Client client, Ledger ledger) {
        this.client = client;
        this.ledger = ledger;
        this.presentation = presentation;
        this.frames = frames;
        this.vigil = new Vigil(config.heartbeat(), this::beat);
        this.mayContinue = mayContinue;
    }

    /** Is to be kept while a vendor is silent. */
    Vigil vigil() {
        return vigil;
    }

    boolean hasBegun() {
        return begun;
    }

    /** @param headers for an answer that has not begun yet */
    void run(Answer answer, Map<String, String> headers) {
        verbatim = answer.origin().verbatim() && answer.bytes().isEmpty(); // a whole answer has no frames
        begin(headers);
        Threads.repeat(() -> step(answer), answer::isLarge);
        ledger.settle();
        if (failure == null) {
            frames.end();
            client.end(frames.drain());
        } else {
            client.abort(frames.drain());
        }
    }

    private boolean step(Answer answer) {
        boolean more = answer.next(this);
        if (more || answer.isLarge()) {
            flush(); // what waits together leaves together
        }
        if (more && !said && !opened) { // no word has come yet: the beginning is told where there are words for it
            writer().ifPresent(w -> w.open(this::open));
            flush();
        }
        return more;
    }

    /** Another vendor goes on, whose frames do not fit behind those of the first. */
    void changesVendor() {
        verbatim = false;
    }

    /** Ends a stream that has begun and cannot go on. */
    void fail(Failure why) {
        event(new Event.Failed(why));
        ledger.settle();
        client.abort(frames.drain());
    }

    @Override
    public void event(Event event) {
        ledger.note(event);
        if (event instanceof Event.Failed failed) {
            failure = failed.failure();
        } else if (passes()) {
            if (mayContinue) {
                writer().ifPresent(w -> w.write(event, _ -> {})); // so that it knows what was said before its own words
            }
            return;
        }
        writer().ifPresent(w -> w.write(event, this::write));
    }

    @Override
    public void frame(Frame frame) {
        if (passes()) {
            write(frame);
        }
    }

    /** Whether frames go to the client as they come. */
    private boolean passes() {
        return verbatim && !opened;
    }

    private void begin(Map<String, String> headers) {
        if (!begun) {
            begun = true;
            ledger.begins(200);
            client.begin(frames.contentType(), headers);
        }
    }

    private void beat() {
        writer().ifPresent(w -> {
            if (!begun) {
                begin(ledger.rates());
                w.open(this::open);
            }
            frames.raw(w.heartbeat());
            flush();
        });
    }

    /** The beginning is told in words of ours; a vendor's frames do not fit behind it any more. */
    private void open(Frame frame) {
        opened = true;
        write(frame);
    }

    private void write(Frame frame) {
        if (frame.bare()) {
            flush(); // a bare frame must be alone in its network write
        }
        frames.write(frame);
        if (frame.data().length >= Threads.LARGE) {
            flush(); // the next one, which may repeat it, is written when the client has this one
        }
    }

    private void flush() {
        frames.drain(sending);
    }

    private void send(byte[] bytes) {
        said = true;
        client.write(bytes);
        vigil.heard();
    }

    /** Empty where even the request cannot be read, and so nothing can be said but by breaking off. */
    private Optional<StreamWriter> writer() {
        if (writer == null) {
            try {
                writer = presentation.get().stream();
            } catch (JsonException | FailureException _) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(writer);
    }
}
