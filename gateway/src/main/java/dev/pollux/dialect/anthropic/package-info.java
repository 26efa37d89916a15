/**
 * Anthropic's Messages API, as front for its clients (Claude Code above all) and as the language of vendors.
 *
 * <p>Imported only by the list of dialects; imports no other dialect. Read {@link
 * dev.pollux.dialect.anthropic.Anthropic} first, then {@code docs/dialects/anthropic.md} for where each field goes.
 */
@NullMarked
package dev.pollux.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
