/**
 * What comes from a socket, before anybody knows what it means.
 *
 * <p>Level 0: imports nothing of ours; {@code http} and {@code upstream} read sockets. Read {@link
 * dev.pollux.socket.Piece} first.
 */
@NullMarked
package dev.pollux.socket;

import org.jspecify.annotations.NullMarked;
