package dev.pollux.upstream;

import dev.pollux.route.Target;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * What is asked of the vendors.
 *
 * @param targets where it may go, the best first
 * @param drafts what goes to a target
 * @param stream the answer shall come frame by frame
 * @param strict refuse rather than lose a field
 * @param eventLoop of the client's connection
 */
public record Asked(List<Target> targets, Draft.Writer drafts, boolean stream, boolean strict, Executor eventLoop) {
    public Asked {
        targets = List.copyOf(targets);
    }
}
