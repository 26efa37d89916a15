/**
 * The configuration as a value: what may be set, where it was set, and everything that is wrong with it at once.
 *
 * <p>Level 8: it may import every package; only {@code Main} and the commands import it. Read
 * {@link dev.pollux.config.Keys} first, then {@link dev.pollux.config.Configuration}.
 */
@NullMarked
package dev.pollux.config;

import org.jspecify.annotations.NullMarked;
