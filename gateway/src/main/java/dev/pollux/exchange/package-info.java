/**
 * The road of one request, from the client's question to its answer.
 *
 * <p>Level 6: imports {@code upstream}, {@code media}, {@code access} and what is below them; knows no socket. Read {@link
 * dev.pollux.exchange.Exchange} first: it is the road.
 */
@NullMarked
package dev.pollux.exchange;

import org.jspecify.annotations.NullMarked;
