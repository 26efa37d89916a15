/** A gateway as a user starts it, for whatever is to be measured or tried with one. */
@NullMarked
package dev.pollux.bench.started;

import org.jspecify.annotations.NullMarked;
