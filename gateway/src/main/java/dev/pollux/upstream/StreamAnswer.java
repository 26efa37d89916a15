package dev.pollux.upstream;

import dev.pollux.dialect.StreamReader;
import dev.pollux.json.JsonException;
import dev.pollux.json.Weight;
import dev.pollux.keys.Lease;
import dev.pollux.model.Event;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.sse.Frame;
import dev.pollux.sse.FrameTooLongException;
import dev.pollux.sse.SseReader;
import dev.pollux.thread.Threads;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An answer that comes frame by frame. */
final class StreamAnswer implements Answer {
    /** Bytes of a stream from which its end may repeat a large part of it. */
    private static final int MANY = 8 * Threads.LARGE;
    /** Bytes of a frame that holds more than a few words. */
    private static final int WORDY = 16 * 1024;

    private Origin origin;
    private final HttpCall call;
    private final StreamReader reader;
    private final SseReader frames;
    private final Lease lease;
    private final long idleLimit;
    private final Held held;
    /** What frames mean that have been read, until it is told. */
    private final Deque<Event> meant = new ArrayDeque<>();
    private int size;
    /** Bytes of frames that are more than a few words: the end of the client's stream may repeat them. */
    private long kept;
    private boolean large;
    /** When what is held is told even so. */
    private long release;
    private boolean over;

    /** @param lease ends with the answer */
    StreamAnswer(Origin origin, HttpCall call, UpstreamConfig config, Lease lease) {
        this.origin = origin;
        this.call = call;
        this.reader = origin.target().vendor().dialect().streamReader();
        this.frames = new SseReader(config.frameLimit());
        this.idleLimit = config.idle().toNanos();
        this.held = new Held(config.refusesEmpty());
        this.lease = lease;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    /** Tells how many attempts there have been up to its first word. */
    void took(int calls) {
        origin = origin.after(calls);
    }

    /**
     * Reads until something came that is worth committing to, and holds it for {@link #next}.
     *
     * <p>Until then another key or target may still be asked. A role, an id or an empty text is no content.
     *
     * @param longest time after which what has come is told even so, in nanoseconds from its first piece
     * @throws FailureException if the answer fails before that
     */
    void holdUntilContent(long longest) {
        Threads.repeat(() -> holdMore(longest), this::isLarge);
        held.throwFailure();
    }

    /** @return whether more is to be held */
    private boolean holdMore(long longest) {
        if (held.isEmpty()) {
            read(held);
            release = System.nanoTime() + longest;
            return !held.isSettled();
        }
        long left = release - System.nanoTime();
        if (left >= idleLimit) {
            read(held);
        } else if (left <= 0 || !read(held, left)) {
            return false;
        }
        return !held.isSettled();
    }

    @Override
    public boolean next(Sink out) {
        if (held.isEmpty()) {
            read(out);
        } else {
            held.giveTo(out);
        }
        return !over;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isLarge() {
        return large;
    }

    /** A stream has none: who asked for a whole answer and got a stream gets its fold. */
    @Override
    public Optional<byte[]> bytes() {
        return Optional.empty();
    }

    @Override
    public void close() {
        call.close();
        lease.close();
    }

    private void read(Sink out) {
        if (!read(out, idleLimit)) {
            fail(Failure.of(Failure.Kind.UPSTREAM_STALLED,
                    "The upstream sent nothing for " + TimeUnit.NANOSECONDS.toSeconds(idleLimit) + " s."), out);
        }
    }

    /** @return whether anything came in that time */
    private boolean read(Sink out, long wait) {
        try {
            byte[] piece = call.piece(wait);
            if (piece == null) {
                return false;
            }
            if (piece.length == 0) {
                tellBehind(() -> frames.end(frame -> take(frame, out)), out);
                reader.end(event -> pass(event, out));
                fail(Failure.of(Failure.Kind.UPSTREAM_CUT, "The upstream's answer broke off before its end."), out);
            } else {
                size += piece.length;
                tellBehind(() -> frames.read(piece, frame -> take(frame, out)), out);
                long heavy = kept + frames.waiting();
                large |= size > MANY || heavy > Threads.LARGE / 2;
                call.share().hold(heavy);
            }
        } catch (JsonException | FrameTooLongException e) {
            fail(Failure.of(Failure.Kind.UPSTREAM_GARBAGE,
                    "The upstream's stream could not be read: " + e.getMessage()),
                    out);
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.CLIENT_GONE) {
                throw e;
            }
            breakOff(e.failure(), out);
        }
        return true;
    }

    /** A connection that breaks behind the last word has cost nothing: only the dialect knows which that is. */
    private void breakOff(Failure failure, Sink out) {
        meant.clear();
        reader.end(meant::add);
        boolean complete = meant.peekLast() instanceof Event.End;
        if (failure.kind() == Failure.Kind.UPSTREAM_CUT && complete) {
            tell(out);
        } else {
            meant.clear();
            fail(failure, out);
        }
    }

    /** What frames mean is told when they are gone: whoever writes a large one does not hold two of them. */
    private void tellBehind(Runnable reading, Sink out) {
        try {
            reading.run();
        } finally {
            tell(out);
        }
    }

    private void take(Frame frame, Sink out) {
        if (frame.data().length >= WORDY) {
            kept += frame.data().length;
        }
        call.share().hold(kept + Weight.of(frame.data()));
        try {
            read(frame, out);
        } catch (JsonException e) {
            read(mended(frame).orElseThrow(() -> e), out);
        }
    }

    /** Bytes that are no UTF-8 are replaced, as event streams are to be read; empty if that is not what is wrong. */
    private static Optional<Frame> mended(Frame frame) {
        byte[] replaced = new String(frame.data(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(replaced, frame.data())
                ? Optional.empty()
                : Optional.of(new Frame(frame.event(), replaced, frame.bare()));
    }

    /** A verbatim frame passes unless it fails: a failure is told by whoever writes to the client. */
    private void read(Frame frame, Sink out) {
        if (!origin.verbatim()) {
            reader.read(frame, meant::add);
            return;
        }
        boolean before = over;
        reader.read(frame, meant::add);
        if (!before && meant.stream().noneMatch(Event.Failed.class::isInstance)) {
            out.frame(frame);
        }
        tell(out);
    }

    private void tell(Sink out) {
        while (!meant.isEmpty()) {
            pass(meant.remove(), out);
        }
    }

    /** Means something only if the answer is not over yet. */
    private void fail(Failure failure, Sink out) {
        pass(new Event.Failed(failure), out);
    }

    /** After the end nothing counts any more: some vendors cut the connection behind it. */
    private void pass(Event event, Sink out) {
        if (over) {
            return;
        }
        switch (event) {
            case Event.Tokens tokens -> {
                lease.used(tokens.usage());
                out.event(event);
            }
            case Event.Failed failed -> {
                over = true;
                lease.failed(failed.failure());
                out.event(new Event.Failed(lease.masked(failed.failure())));
            }
            case Event.End _ -> {
                over = true;
                out.event(event);
            }
            case Event.Start _,Event.Open _,Event.Delta _,Event.Close _,Event.Cite _,Event.Logprobs _,Event.Finish _,Event.Opaque _ ->
                out.event(event);
        }
    }
}
