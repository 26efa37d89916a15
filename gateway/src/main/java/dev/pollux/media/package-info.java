/**
 * Pictures, sound, films and documents: those at an address in a request are fetched here, within bounds;
 * pictures that models make are kept here and shown to them again.
 *
 * <p>Level 6: imported by {@code exchange} and {@code http}; imports {@code model} and {@code address}. Read {@link
 * dev.pollux.media.RemoteMedia} and {@link dev.pollux.media.Pictures} first; {@code docs/media.md} and {@code docs/pictures.md}
 * tell the rules.
 */
@NullMarked
package dev.pollux.media;

import org.jspecify.annotations.NullMarked;
