/**
 * OpenAI's wire: chat completions, responses, embeddings, models. Only {@code Sandbox} imports it, and only its entry class is
 * public. Read {@link dev.pollux.sandbox.openai.OpenAi} first.
 */
@NullMarked
package dev.pollux.sandbox.openai;

import org.jspecify.annotations.NullMarked;
