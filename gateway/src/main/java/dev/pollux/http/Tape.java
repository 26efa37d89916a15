package dev.pollux.http;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The pieces of an answer that are kept, up to a limit, and how far whoever follows has read.
 *
 * <p>One follows at a time: the newest. What has been read is let go of as far as it is too much; what has not been read
 * stays. Guarded by its {@link Recording}.
 */
final class Tape {
    private static final byte[] NOTHING = {};

    /** What was written, without what was let go of. */
    private final List<Piece> pieces = new ArrayList<>();
    private long letGo;
    private long size;
    /** The number of the next event. */
    private long next;
    private int follows;
    private @Nullable Follower follower;

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
    static final class Follower {
        private long place;

        private Follower(long place) {
            this.place = place;
        }
    }

    /** @param following the number of the first event behind the bytes */
    void add(byte[] bytes, long following) {
        pieces.add(new Piece(bytes, next));
        next = following;
        size += bytes.length;
    }

    /** Whether all that is behind an event is here, or yet to come. */
    boolean reachesBackTo(long event) {
        long oldest = pieces.isEmpty() ? next : pieces.getFirst().first();
        return event < next && event + 1 >= oldest;
    }

    /** From now on whoever has this follows, and nobody else. */
    Follower follow() {
        follows++;
        follower = new Follower(letGo);
        return follower;
    }

    boolean isFollowedBy(Follower who) {
        return follower == who;
    }

    boolean isFollowed() {
        return follower != null;
    }

    void leave() {
        follower = null;
    }

    /** How often somebody has begun to follow. */
    int follows() {
        return follows;
    }

    /** Whether a follower has read all that there is. */
    boolean isReadBy(Follower who) {
        return who.place == letGo + pieces.size();
    }

    /** What comes next for a follower of that which is behind an event; of a piece before it nothing. */
    byte[] read(Follower who, long event) {
        return isReadBy(who) ? NOTHING : pieces.get((int) (who.place++ - letGo)).behind(event);
    }

    /** Lets go of what has been read, as far as there is more than so many bytes. */
    void trim(long most) {
        long read = follower == null ? letGo : follower.place;
        while (size > most && letGo < read) {
            size -= pieces.removeFirst().bytes().length;
            letGo++;
        }
    }

    /** Bytes that are kept. */
    long size() {
        return size;
    }
}
