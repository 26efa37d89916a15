/**
 * The wire as values: what a client asked, what goes back, and the resource sheets the texts come from. Every other package of
 * the sandbox may import it; it imports none of them. Read {@link dev.pollux.sandbox.wire.Answer} first.
 */
@NullMarked
package dev.pollux.sandbox.wire;

import org.jspecify.annotations.NullMarked;
