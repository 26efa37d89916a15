/**
 * Who may ask: credentials to {@link dev.pollux.access.Caller}.
 *
 * <p>Level 2: imports {@code model} and {@code secret}. Read {@link dev.pollux.access.Gate} first.
 */
@NullMarked
package dev.pollux.access;

import org.jspecify.annotations.NullMarked;
