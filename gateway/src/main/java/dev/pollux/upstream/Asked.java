package dev.pollux.upstream;

import dev.pollux.keys.Time;
import dev.pollux.route.Target;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is asked of the vendors.
 *
 * @param targets where it may go, the best first
 * @param drafts what goes to a target
 * @param pin the only key that will do, where the question names a thing that belongs to one
 * @param stream the answer shall come frame by frame
 * @param conversation a number that is the same for the same conversation
 * @param strict refuse rather than lose a field
 * @param errand for whom it is asked
 * @param vigil kept while a vendor is silent
 * @param begun when the exchange began, on the scale of {@link System#nanoTime}
 */
public record Asked(List<Target> targets, Draft.Writer drafts, LongSupplier conversation, Optional<Pin> pin,
        boolean stream, boolean strict, Errand errand, Vigil vigil, long begun) {
    public Asked {
        targets = List.copyOf(targets);
    }

    /** A question that belongs to no conversation and is answered in one piece. */
    public Asked(List<Target> targets, Draft.Writer drafts, boolean strict, Errand errand) {
        this(targets, drafts, Optional.empty(), strict, errand);
    }

    /** The same, for a question that may name a thing that belongs to one key. */
    public Asked(List<Target> targets, Draft.Writer drafts, Optional<Pin> pin, boolean strict, Errand errand) {
        this(targets, drafts, Time.RANDOM::nextLong, pin, false, strict, errand, Vigil.NONE, System.nanoTime());
    }

    /** The same in other words, of some of the targets. */
    public Asked with(List<Target> some, Draft.Writer others) {
        return new Asked(some, others, conversation, pin, stream, strict, errand, vigil, begun);
    }

    /** The same, answered piece by piece. */
    public Asked streamed() {
        return new Asked(targets, drafts, conversation, pin, true, strict, errand, vigil, begun);
    }
}
