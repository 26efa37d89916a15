/**
 * Sound that models make: pieces of it joined to one, as bare samples or as a file.
 *
 * <p>Level 2: imports {@code model}. Read {@link dev.pollux.sound.Sound} first.
 */
@NullMarked
package dev.pollux.sound;

import org.jspecify.annotations.NullMarked;
