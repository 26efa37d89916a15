/**
 * Tokens without a vendor: counting what no vendor counts, and turning token ids into the text that they stand for.
 *
 * <p>Level 2: imports {@code model} and {@code json}. The vocabularies are large and are read when they are first needed.
 * Read {@link dev.pollux.tokens.Estimate} first.
 */
@NullMarked
package dev.pollux.tokens;

import org.jspecify.annotations.NullMarked;
