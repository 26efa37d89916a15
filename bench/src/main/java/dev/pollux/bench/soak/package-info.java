/**
 * Five bad minutes: a gateway under load whose vendor fails in ten ways and whose clients leave when they like.
 *
 * <p>Runs from its source by {@code bench/soak}. Read {@link dev.pollux.bench.soak.Soak} first.
 */
@NullMarked
package dev.pollux.bench.soak;

import org.jspecify.annotations.NullMarked;
