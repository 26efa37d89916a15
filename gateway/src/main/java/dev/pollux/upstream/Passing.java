package dev.pollux.upstream;

import dev.pollux.dialect.Parcel;
import dev.pollux.keys.Lease;
import dev.pollux.keys.Time;
import dev.pollux.model.Failure;
import dev.pollux.model.FailureException;
import dev.pollux.route.Target;
import dev.pollux.thread.Threads;
import dev.pollux.upstream.Answer.Origin;
import dev.pollux.upstream.Intake.Head;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Sends parcels, and gives the answers as they come.
 *
 * <p>A failure of a key or of the service is for {@link Attempts}, as everywhere; any other refusal is the client's own
 * and passes.
 */
final class Passing {
    private final UpstreamConfig config;
    private final HttpCalls calls;
    private final Attempts attempts;

    Passing(UpstreamConfig config, HttpCalls calls, Attempts attempts) {
        this.config = config;
        this.calls = calls;
        this.attempts = attempts;
    }

    Passed pass(Target target, Parcel parcel, Optional<Pin> pin, Errand errand) {
        long begun = System.nanoTime();
        // what is not held can be sent once only, and what belongs to one key gains nothing by haste
        boolean once = parcel.rest().isPresent() || (pin.isPresent() && !parcel.method().equals("GET"));
        return attempts.run(List.of(target), new Attempts.Terms(Time.RANDOM::nextLong, pin, once, false,
                Vigil.NONE), _ -> (lease, course) -> {
                    var origin = new Origin(target, course.calls(), lease.number(), List.of(), true);
                    try {
                        return call(origin, parcel, lease, errand, begun);
                    } catch (FailureException e) {
                        throw new FailureException(lease.masked(e.failure()));
                    }
                });
    }

    /** One call, and once more for nothing if a connection that was kept open turned out to be dead. */
    private Passed call(Origin origin, Parcel parcel, Lease lease, Errand errand, long begun) {
        HttpCall call = calls.open(errand, true, Vigil.NONE, begun);
        for (boolean again = parcel.rest().isEmpty();; again = false) {
            try {
                return ask(call, origin, parcel, lease);
            } catch (FailureException e) {
                call.close();
                if (!again || call.hasBegun() || e.failure().kind() != Failure.Kind.UPSTREAM_CUT) {
                    throw e;
                }
                call = calls.open(errand, true, Vigil.NONE, begun).anew();
            }
        }
    }

    private Passed ask(HttpCall call, Origin origin, Parcel parcel, Lease lease) {
        HttpCallBody body = call.send(origin.target().vendor(), parcel, lease.secret().reveal());
        if (parcel.rest().isPresent()) {
            send(parcel, parcel.rest().get(), body, call);
        }
        Head head = call.head();
        if (head.status() < 400) {
            return new Passed(origin, head.status(), call, lease, Optional.empty(), new byte[0],
                    config.idle().toNanos());
        }
        byte[] refusal = call.rest();
        Failure failure = Refusals.read(head, origin.target().vendor().dialect(), refusal);
        if (Blame.of(failure.kind()) != Blame.REQUEST) {
            throw new FailureException(failure);
        }
        return new Passed(origin, head.status(), call, lease, Optional.of(lease.masked(failure)),
                masked(refusal, lease), config.idle().toNanos());
    }

    /** A vendor that answers before it has read everything wants no more of it. */
    private void send(Parcel parcel, Parcel.Body rest, HttpCallBody body, HttpCall call) {
        byte[] piece = parcel.start();
        do {
            if (call.hasBegun() || !body.write(piece, config.idle().toNanos())) {
                return;
            }
            piece = rest.next();
        } while (piece.length > 0);
        body.end();
        call.isSent();
    }

    /** A message that repeats the key is the one thing that does not pass as it is. */
    private static byte[] masked(byte[] refusal, Lease lease) {
        return Threads.on(refusal.length, () -> {
            var text = new String(refusal, StandardCharsets.ISO_8859_1);
            String masked = lease.secret().maskIn(text);
            return masked.equals(text) ? refusal : masked.getBytes(StandardCharsets.ISO_8859_1);
        });
    }
}
