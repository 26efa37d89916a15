/**
 * Anthropic's wire: messages, token counts, models. Only {@code Sandbox} imports it, and only its entry class is public. Read
 * {@link dev.pollux.sandbox.anthropic.Anthropic} first.
 */
@NullMarked
package dev.pollux.sandbox.anthropic;

import org.jspecify.annotations.NullMarked;
