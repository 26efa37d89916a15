/**
 * What is said in an exchange, for whoever wants to take it down.
 *
 * <p>Level 0: imports nothing of ours; {@code upstream}, {@code exchange} and {@code http} say it, {@code observe} takes
 * it down. Read {@link dev.pollux.transcript.Talk} first.
 */
@NullMarked
package dev.pollux.transcript;

import org.jspecify.annotations.NullMarked;
