/**
 * Gemini's {@code generateContent}, in both roles: towards Google's own clients and towards Google.
 *
 * <p>Level 2: imports {@code dialect}, {@code model}, {@code json}, {@code sse} and {@code schema}, no other dialect. Read
 * {@link dev.pollux.dialect.gemini.Gemini} first, then {@code TurnWriter} for what a conversation must look like and
 * {@code EventReader} for what an answer is; a whole answer is read as a stream of one chunk.
 */
@NullMarked
package dev.pollux.dialect.gemini;

import org.jspecify.annotations.NullMarked;
