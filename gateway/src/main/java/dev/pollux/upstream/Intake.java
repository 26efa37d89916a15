package dev.pollux.upstream;

import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.sse.Gathered;
import dev.pollux.thread.Threads;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * What a socket has received and the exchange has not taken yet.
 *
 * <p>The event loop puts in and never waits; the exchange's virtual thread takes out and waits. The thread is woken only
 * for what it waits for, so that a whole answer costs one wake-up however many pieces it came in.
 */
final class Intake {
    private enum Want {
        NOTHING, HEAD, PIECE, END
    }

    /**
     * How an answer begins.
     *
     * @param retryAfter in seconds, or the moment
     * @param retryAfterMillis the same more exactly, as some vendors tell it
     */
    record Head(int status, String contentType, @Nullable String retryAfter, @Nullable String retryAfterMillis) {}

    private final HttpCallAlarm alarm;
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private @Nullable Head head;
    private @Nullable Failure failure;
    private boolean ended;
    private long held;
    private Want want = Want.NOTHING;
    private @Nullable Thread waiter;

    Intake(HttpCallAlarm alarm) {
        this.alarm = alarm;
    }

    // ---- on the event loop

    synchronized void begin(Head begun) {
        head = begun;
        wake();
    }

    /** @return the bytes that now wait to be taken */
    synchronized long put(byte[] piece) {
        pieces.add(piece);
        held += piece.length;
        wake();
        return held;
    }

    synchronized void end() {
        ended = true;
        wake();
    }

    /** The connection, or one of our limits, has put an end to it; what came before can still be taken. */
    synchronized void fail(Failure why) {
        if (!ended && failure == null) {
            failure = why;
            wake();
        }
    }

    synchronized boolean hasBegun() {
        return head != null;
    }

    synchronized boolean isOver() {
        return ended || failure != null;
    }

    // ---- on the exchange's thread

    /** @return empty if the time ran out */
    @Nullable
    Head awaitHead(long deadline) {
        await(Want.HEAD, deadline);
        synchronized (this) {
            if (head == null && failure != null) {
                throw new FailureException(failure);
            }
            return head;
        }
    }

    /** The next piece; of no bytes if the answer has ended, {@code null} if the time ran out. */
    byte @Nullable [] awaitPiece(long deadline) {
        await(Want.PIECE, deadline);
        synchronized (this) {
            byte[] piece = pieces.poll();
            if (piece != null) {
                held -= piece.length;
                return piece;
            }
            if (failure != null) {
                throw new FailureException(failure);
            }
            return ended ? new byte[0] : null;
        }
    }

    /** All that has not been taken, when nothing more comes; {@code null} if the time ran out. */
    byte @Nullable [] awaitEnd(long deadline) {
        await(Want.END, deadline);
        synchronized (this) {
            if (failure != null) {
                throw new FailureException(failure);
            }
            if (!ended) {
                return null;
            }
            if (pieces.size() == 1) {
                return pieces.remove();
            }
        }
        return joined(pieces, (int) held); // behind the end nobody puts anything in
    }

    /**
     * All pieces in one; takes them.
     *
     * @param length of them together
     */
    static byte[] joined(Queue<byte[]> pieces, int length) {
        return Threads.on(length, () -> Gathered.joined(pieces));
    }

    synchronized long held() {
        return held;
    }

    /** @param deadline on the scale of {@link System#nanoTime} */
    private void await(Want wanted, long deadline) {
        if (isThereOrWanted(wanted)) {
            return;
        }
        alarm.wakeAt(deadline); // may wait itself, and so must not come between the look and the wait below
        while (!isThereOrWanted(wanted)) {
            // whoever ends an exchange from outside interrupts its thread: the client has left
            if (Thread.interrupted()) {
                throw new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."));
            }
            if (deadline - System.nanoTime() <= 0) {
                return;
            }
            LockSupport.park(this);
        }
    }

    private synchronized boolean isThereOrWanted(Want wanted) {
        want = isThere(wanted) ? Want.NOTHING : wanted;
        waiter = Thread.currentThread();
        return want == Want.NOTHING;
    }

    private boolean isThere(Want wanted) {
        return switch (wanted) {
            case NOTHING -> true;
            case HEAD -> head != null || failure != null;
            case PIECE -> !pieces.isEmpty() || ended || failure != null;
            case END -> ended || failure != null;
        };
    }

    private void wake() {
        if (want != Want.NOTHING && isThere(want)) {
            want = Want.NOTHING;
            LockSupport.unpark(waiter);
        }
    }
}
