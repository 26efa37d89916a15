/**
 * OpenAI's completions, which came before chat: a text goes on, whole or streamed. A front for clients alone; no vendor is
 * asked in it.
 *
 * <p>Level 2: as every dialect. Read {@link dev.pollux.dialect.openaicompletions.OpenAiCompletions} first.
 */
@NullMarked
package dev.pollux.dialect.openaicompletions;

import org.jspecify.annotations.NullMarked;
