/**
 * Pictures, sound, films and documents: those at an address in a request are fetched here, within bounds.
 *
 * <p>Level 6: imported by {@code exchange} and {@code http}; imports {@code model} and {@code address}. Read {@link
 * dev.pollux.media.RemoteMedia} first; {@code docs/media.md} tells the rules.
 */
@NullMarked
package dev.pollux.media;

import org.jspecify.annotations.NullMarked;
