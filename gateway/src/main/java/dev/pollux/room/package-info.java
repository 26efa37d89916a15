/**
 * How much memory all large bodies of one kind may take up together.
 *
 * <p>Imports {@code model} and {@code thread}; whoever holds large bodies may import it. Read {@link
 * dev.pollux.room.Room} first.
 */
@NullMarked
package dev.pollux.room;

import org.jspecify.annotations.NullMarked;
