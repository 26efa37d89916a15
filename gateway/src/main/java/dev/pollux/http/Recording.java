package dev.pollux.http;

import dev.pollux.exchange.Client;
import dev.pollux.http.Tape.Follower;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.sse.FrameWriter;
import dev.pollux.thread.Threads;
import dev.pollux.transcript.Transcript;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An answer that outlives its client's connection: an exchange writes it, and whoever follows it reads, one at a time.
 *
 * <p>What has been read is kept up to a limit for a client that comes back; what has not been read holds the exchange back
 * at that limit. Without a follower the exchange goes on for a while and is then ended as one whose client has left; at
 * once if nobody was told an address to come back to.
 */
final class Recording implements Client, Workload.Guest {
    private static final byte[] NOTHING = {};

    private final Client asker;
    private final Shelf shelf;
    private final Tape tape = new Tape();
    private boolean kept;
    private @Nullable Numbered numbered;
    private @Nullable Consumer<Client> opening;
    private @Nullable Consumer<Client> ending;
    private @Nullable Thread exchange;
    private @Nullable Failure stopped;

    /** @param asker whose address and event loop are used, whoever follows */
    Recording(Client asker, Shelf shelf) {
        this.asker = asker;
        this.shelf = shelf;
    }

    /** The calling thread is that of the exchange from now on; whoever has asked follows already. */
    synchronized void writtenByThisThread() {
        exchange = Thread.currentThread();
        if (stopped != null || !tape.isFollowed()) {
            interrupt();
        }
    }

    /**
     * From now on whoever calls this follows, and nobody else.
     *
     * @param event the last that is not wanted; -1 for all
     * @return what passes everything behind it on; empty if that is not all here or yet to come
     */
    synchronized Optional<Consumer<Client>> followBehind(long event) {
        if (!tape.reachesBackTo(event)) {
            return Optional.empty();
        }
        Follower me = tape.follow();
        notifyAll();
        return Optional.of(client -> pass(me, event, client));
    }

    private void pass(Follower me, long event, Client client) {
        try {
            head(me).ifPresent(open -> open.accept(client));
            for (byte[] bytes = take(me, event); bytes.length > 0; bytes = take(me, event)) {
                client.write(bytes);
            }
            ending().ifPresent(end -> end.accept(client));
        } catch (InterruptedException _) {
            throw gone();
        } finally {
            leave(me);
        }
    }

    /** How the answer begins, as soon as it does; empty if it is told in one. */
    private synchronized Optional<Consumer<Client>> head(Follower me) throws InterruptedException {
        while (opening == null && ending == null && tape.isFollowedBy(me)) {
            wait();
        }
        refuseUnlessFollowing(me);
        return Optional.ofNullable(opening);
    }

    /** The bytes that come next, as soon as they are there; nothing at the end. */
    private synchronized byte[] take(Follower me, long event) throws InterruptedException {
        byte[] bytes = NOTHING;
        while (bytes.length == 0) {
            while (tape.isReadBy(me) && ending == null && tape.isFollowedBy(me)) {
                wait();
            }
            refuseUnlessFollowing(me);
            if (tape.isReadBy(me)) {
                return NOTHING;
            }
            bytes = tape.read(me, event);
            trim();
        }
        return bytes;
    }

    private synchronized Optional<Consumer<Client>> ending() {
        return Optional.ofNullable(ending);
    }

    /** A client that follows anew has left its old connection. */
    private void refuseUnlessFollowing(Follower me) {
        if (!tape.isFollowedBy(me)) {
            throw gone();
        }
    }

    private synchronized void leave(Follower me) {
        if (tape.isFollowedBy(me)) {
            tape.leave();
            if (ending == null) {
                giveUpUnlessFollowed();
            }
        }
    }

    private void giveUpUnlessFollowed() {
        if (kept) {
            int known = tape.follows();
            shelf.later(() -> giveUp(known));
        } else {
            interrupt();
        }
    }

    /** Ends the exchange if nobody has followed since there were so many. */
    private synchronized void giveUp(int known) {
        assert !Threads.isEventLoop();
        if (tape.follows() == known && ending == null) {
            interrupt();
        }
    }

    /** Lets go of what has been read, as far as it is too much; holds the lock. */
    private void trim() {
        tape.trim(kept ? shelf.limit() : 0);
        notifyAll();
    }

    private void interrupt() {
        if (exchange != null) {
            exchange.interrupt();
        }
    }

    private static FailureException gone() {
        return new FailureException(Failure.of(Failure.Kind.CLIENT_GONE, "The client has left."));
    }

    @Override
    public synchronized void stop(Failure why) {
        stopped = why;
        interrupt();
    }

    @Override
    public synchronized Optional<Failure> stopped() {
        return Optional.ofNullable(stopped);
    }

    @Override
    public FrameWriter frames(FrameWriter plain) {
        if (!plain.contentType().startsWith("text/event-stream")) {
            return plain;
        }
        numbered = new Numbered(plain, event -> shelf.named(event, this));
        return numbered;
    }

    @Override
    public void answer(int status, String contentType, Map<String, String> headers, byte[] body) {
        finish(client -> client.answer(status, contentType, headers, body));
    }

    @Override
    public void pass(int status, List<Map.Entry<String, String>> headers) {
        open(client -> client.pass(status, headers));
    }

    @Override
    public void begin(String contentType, Map<String, String> headers) {
        var told = new LinkedHashMap<>(headers);
        Map<String, String> address = numbered == null ? Map.of() : shelf.put(this);
        told.putAll(address);
        keep(!address.isEmpty());
        open(client -> client.begin(contentType, told));
    }

    private synchronized void keep(boolean wished) {
        kept = wished;
    }

    @Override
    public synchronized void write(byte[] bytes) {
        add(bytes);
        try {
            while (tape.size() > shelf.limit()) {
                wait();
            }
        } catch (InterruptedException _) {
            throw gone();
        }
        if (Thread.interrupted()) {
            throw gone();
        }
    }

    @Override
    public void end(byte[] bytes) {
        add(bytes);
        finish(client -> client.end(NOTHING));
    }

    @Override
    public void abort(byte[] bytes) {
        add(bytes);
        finish(client -> client.abort(NOTHING));
    }

    private synchronized void add(byte[] bytes) {
        if (bytes.length > 0 && ending == null) {
            tape.add(bytes, numbered == null ? 0 : numbered.next());
            trim();
        }
    }

    private synchronized void open(Consumer<Client> head) {
        opening = head;
        notifyAll();
    }

    private synchronized void finish(Consumer<Client> end) {
        if (ending == null) {
            ending = end;
            notifyAll();
            if (kept) {
                shelf.finished(this);
            }
        }
    }

    @Override
    public String address() {
        return asker.address();
    }

    @Override
    public Executor eventLoop() {
        return asker.eventLoop();
    }

    @Override
    public Transcript transcript() {
        return asker.transcript();
    }
}
