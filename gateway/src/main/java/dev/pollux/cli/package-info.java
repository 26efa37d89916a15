/**
 * The commands. Read {@link dev.pollux.cli.Program} first.
 *
 * <p>The top level: imports everything, is imported by {@code Main} alone.
 */
@NullMarked
package dev.pollux.cli;

import org.jspecify.annotations.NullMarked;
