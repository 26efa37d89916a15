package dev.pollux.http;

import dev.pollux.exchange.Client;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.sse.FrameWriter;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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
    /** What was written, without what was let go of. */
    private final List<Piece> pieces = new ArrayList<>();
    private long letGo;
    private long size;
    /** The number of the next event. */
    private long next;
    private boolean kept;
    private int followers;
    private @Nullable Follower follower;
    private @Nullable Numbered numbered;
    private @Nullable Consumer<Client> opening;
    private @Nullable Consumer<Client> ending;
    private @Nullable Thread exchange;
    private @Nullable Failure stopped;

    /** Where finished and unfinished recordings stand for those who come back. */
    interface Shelf {

        /** Puts a stream there; gives the headers that tell its address, none if there is no room. */
        Map<String, String> put(Recording recording);

        /** Tells by which name of its own a stream is known to the client's library. */
        void named(String name, Recording recording);

        /** Waits as long as an unfinished stream is kept for a client, and does the task then. */
        void later(Runnable task);

        /** The answer is complete: it stays a while. */
        void finished(Recording recording);

        /** Most bytes that are kept of one stream. */
        long limit();
    }

    /**
     * Bytes that were written together.
     *
     * @param first the number of the first event that is not before them
     */
    private record Piece(byte[] bytes, long first) {

        /** What of it is behind the event with this number. */
        byte[] behind(long event) {
            return first > event ? bytes : Numbered.from(bytes, event + 1);
        }
    }

    /** Whoever reads; a class, since each is another one. */
    private static final class Follower {
        private long place;

        Follower(long place) {
            this.place = place;
        }
    }

    /** @param asker whose address and event loop are used, whoever follows */
    Recording(Client asker, Shelf shelf) {
        this.asker = asker;
        this.shelf = shelf;
    }

    /** The calling thread is that of the exchange from now on; whoever has asked follows already. */
    synchronized void writtenByThisThread() {
        exchange = Thread.currentThread();
        if (stopped != null || follower == null) {
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
        long oldest = pieces.isEmpty() ? next : pieces.getFirst().first();
        if (event >= next || event + 1 < oldest) {
            return Optional.empty();
        }
        var me = new Follower(letGo);
        follower = me;
        followers++;
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
        while (opening == null && ending == null && follower == me) {
            wait();
        }
        refuseUnlessFollowing(me);
        return Optional.ofNullable(opening);
    }

    /** The bytes that come next, as soon as they are there; nothing at the end. */
    private synchronized byte[] take(Follower me, long event) throws InterruptedException {
        byte[] bytes = NOTHING;
        while (bytes.length == 0) {
            while (me.place == letGo + pieces.size() && ending == null && follower == me) {
                wait();
            }
            refuseUnlessFollowing(me);
            if (me.place == letGo + pieces.size()) {
                return NOTHING;
            }
            bytes = pieces.get((int) (me.place++ - letGo)).behind(event);
            trim();
        }
        return bytes;
    }

    private synchronized Optional<Consumer<Client>> ending() {
        return Optional.ofNullable(ending);
    }

    /** A client that follows anew has left its old connection. */
    private void refuseUnlessFollowing(Follower me) {
        if (follower != me) {
            throw gone();
        }
    }

    private synchronized void leave(Follower me) {
        if (follower == me) {
            follower = null;
            if (ending == null) {
                giveUpUnlessFollowed();
            }
        }
    }

    private void giveUpUnlessFollowed() {
        if (kept) {
            int known = followers;
            shelf.later(() -> giveUp(known));
        } else {
            interrupt();
        }
    }

    /** Ends the exchange if nobody has followed since there were so many. */
    private synchronized void giveUp(int known) {
        if (followers == known && ending == null) {
            interrupt();
        }
    }

    /** Lets go of what has been read, as far as it is too much; holds the lock. */
    private void trim() {
        long read = follower == null ? letGo : follower.place;
        while (size > (kept ? shelf.limit() : 0) && letGo < read) {
            size -= pieces.removeFirst().bytes().length;
            letGo++;
        }
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
            while (size > shelf.limit()) {
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
            pieces.add(new Piece(bytes, next));
            next = numbered == null ? 0 : numbered.next();
            size += bytes.length;
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
}
