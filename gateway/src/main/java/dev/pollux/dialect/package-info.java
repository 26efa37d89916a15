/**
 * What a dialect is: it reads and writes requests, answers, streams and failures of one vendor's API, in both roles.
 *
 * <p>Level 2: imports {@code model}, {@code json} and {@code sse}; knows no vendor's address, no key and no socket. Each
 * dialect is a package below this one of which only the entry class is public; none imports another. Read {@link
 * dev.pollux.dialect.Dialect} first.
 */
@NullMarked
package dev.pollux.dialect;

import org.jspecify.annotations.NullMarked;
