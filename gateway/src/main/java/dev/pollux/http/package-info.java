/**
 * The server: sockets, paths, credentials, CORS, and the answers that need no vendor.
 *
 * <p>Level 7: imports {@code exchange} and what is below it; nobody but the wiring imports it. Read {@link
 * dev.pollux.http.Front} first.
 */
@NullMarked
package dev.pollux.http;

import org.jspecify.annotations.NullMarked;
