/**
 * The program: {@link dev.pollux.Main} reads the command line, {@link dev.pollux.Gateway} wires a running gateway.
 *
 * <p>The road of a request is {@link dev.pollux.exchange.Exchange}.
 */
@NullMarked
package dev.pollux;

import org.jspecify.annotations.NullMarked;
