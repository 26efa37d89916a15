package dev.pollux.upstream;

import dev.pollux.dialect.Wire;
import dev.pollux.model.Losses;
import dev.pollux.route.Target;

/**
 * What goes to one target.
 *
 * @param target in the dialect that it is asked in
 * @param verbatim the wire is the client's own, and so shall be the answer
 */
public record Draft(Target target, Wire wire, boolean verbatim) {

    /** Writes drafts: each target may need another. */
    public interface Writer {
        /** @param losses gets what the target cannot be told */
        Draft draft(Target target, Losses losses);
    }
}
