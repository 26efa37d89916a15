/**
 * Pictures of many megabytes go through a gateway, and meanwhile somebody asks for its health: what that costs in memory,
 * and whether an event loop was ever held up.
 *
 * <p>Runs from its source by {@code bench/pictures}. Read {@link dev.pollux.bench.pictures.Pictures} first.
 */
@NullMarked
package dev.pollux.bench.pictures;

import org.jspecify.annotations.NullMarked;
