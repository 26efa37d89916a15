/**
 * OpenAI's chat completions, towards clients and towards OpenAI and all who speak like it.
 *
 * <p>Imported by {@code Dialects} and tests only. Read {@link dev.pollux.dialect.openaichat.OpenAiChat} first; the field
 * tables are in {@code docs/dialects/openai.md}.
 */
@NullMarked
package dev.pollux.dialect.openaichat;

import org.jspecify.annotations.NullMarked;
