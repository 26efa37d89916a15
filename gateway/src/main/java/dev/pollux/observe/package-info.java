/**
 * What operators see: one line per exchange, and where the lines go.
 *
 * <p>Level 7: imports {@code exchange}. Read {@link dev.pollux.observe.ExchangeLog} first.
 */
@NullMarked
package dev.pollux.observe;

import org.jspecify.annotations.NullMarked;
