/**
 * Keys and tokens as a type that never shows its value, and bits that nobody guesses.
 *
 * <p>Level 0: everybody may import it, it imports nothing of Pollux.
 */
@NullMarked
package dev.pollux.secret;

import org.jspecify.annotations.NullMarked;
