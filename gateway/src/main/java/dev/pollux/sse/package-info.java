/**
 * Server-sent events: bytes to frames and back (WHATWG HTML, section 9.2), for every dialect.
 *
 * <p>Level 0: everybody may import it, it imports nothing of Pollux but {@code thread}. Read {@link dev.pollux.sse.SseReader} first.
 */
@NullMarked
package dev.pollux.sse;

import org.jspecify.annotations.NullMarked;
