/**
 * Asking a vendor: which target and key, which attempt, one HTTP call, its answer as events.
 *
 * <p>Level 5: imports {@code route} and what is below it. Only {@link dev.pollux.upstream.HttpCall} and the client it is
 * given know sockets. Read {@link dev.pollux.upstream.Upstream} first.
 */
@NullMarked
package dev.pollux.upstream;

import org.jspecify.annotations.NullMarked;
