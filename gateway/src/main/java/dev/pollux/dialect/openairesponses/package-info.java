/**
 * OpenAI's Responses API, as a front for its clients (Codex, the official SDKs) and towards vendors that speak it.
 *
 * <p>Level 2: a dialect; nobody imports it but whoever lists the dialects, and it imports {@code dialect}, {@code
 * dialect.openai}, {@code schema}, {@code model}, {@code json} and {@code sse}. Read {@link
 * dev.pollux.dialect.openairesponses.OpenAiResponses} first, then {@link dev.pollux.dialect.openairesponses.Places}: it
 * says how a list of items becomes messages and comes back as the same items.
 */
@NullMarked
package dev.pollux.dialect.openairesponses;

import org.jspecify.annotations.NullMarked;
