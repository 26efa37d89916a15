package dev.pollux.upstream;

import dev.pollux.model.Response;
import dev.pollux.model.Unfold;
import dev.pollux.room.Room;
import dev.pollux.thread.Threads;

import java.util.Optional;

/** An answer that came in one piece. */
record WholeAnswer(Origin origin, Response whole, int size, Optional<byte[]> bytes, Room.Share share)
        implements
            Answer {

    @Override
    public boolean next(Sink out) {
        Unfold.to(out::event, whole);
        return false;
    }

    @Override
    public boolean isLarge() {
        return size >= Threads.LARGE;
    }

    @Override
    public void close() {
        share.close();
    }
}
