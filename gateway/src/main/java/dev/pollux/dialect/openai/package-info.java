/**
 * What OpenAI's two APIs have in common: the shape of errors, of the list of models, of {@code data:} URLs, the store of files.
 *
 * <p>Level 2: only the dialects of OpenAI import it; it imports {@code dialect}, {@code model} and {@code json}. Read
 * {@link dev.pollux.dialect.openai.ErrorObjects} first.
 */
@NullMarked
package dev.pollux.dialect.openai;

import org.jspecify.annotations.NullMarked;
