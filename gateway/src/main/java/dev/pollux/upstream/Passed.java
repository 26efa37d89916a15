package dev.pollux.upstream;

import dev.pollux.keys.Lease;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.upstream.Answer.Origin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A vendor's answer that passes as it comes, a refusal too. For one thread. */
public final class Passed implements AutoCloseable {
    private final Origin origin;
    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final Optional<Failure> failure;
    private final HttpCall call;
    private final Lease lease;
    private final long idle;
    private byte[] start;

    /**
     * @param failure what a refusal means
     * @param start bytes that have been read already
     * @param lease ends with the answer
     * @param idle longest wait for the next bytes, in nanoseconds
     */
    Passed(Origin origin, int status, HttpCall call, Lease lease, Optional<Failure> failure, byte[] start,
            long idle) {
        this.origin = origin;
        this.status = status;
        this.headers = call.headers();
        this.failure = failure;
        this.call = call;
        this.lease = lease;
        this.start = start;
        this.idle = idle;
    }

    /** Who answers. */
    public Origin origin() {
        return origin;
    }

    public int status() {
        return status;
    }

    /** As they came. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** What it means, if it is a refusal. */
    public Optional<Failure> failure() {
        return failure;
    }

    /**
     * The next bytes, none at the end.
     *
     * @throws FailureException if the answer breaks off, or the client leaves
     */
    public byte[] next() {
        if (start.length > 0) {
            byte[] held = start;
            start = new byte[0];
            return held;
        }
        if (failure.isPresent()) {
            return start; // was read whole
        }
        byte[] piece = call.piece(idle);
        if (piece == null) {
            throw new FailureException(Failure.of(Failure.Kind.UPSTREAM_STALLED,
                    "The upstream sent nothing for " + TimeUnit.NANOSECONDS.toSeconds(idle) + " s."));
        }
        return piece;
    }

    @Override
    public void close() {
        call.close();
        lease.close();
    }
}
