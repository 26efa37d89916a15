package dev.pollux.upstream;

import dev.pollux.model.Request;
import dev.pollux.route.Target;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * What is asked of the vendors.
 *
 * @param targets where it may go, the best first
 * @param strict refuse rather than lose a field
 * @param eventLoop of the client's connection
 */
public record Asked(Request request, List<Target> targets, boolean strict, Executor eventLoop) {
    public Asked {
        targets = List.copyOf(targets);
    }
}
