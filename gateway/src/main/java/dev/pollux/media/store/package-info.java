/**
 * Where pictures lie that models have made: a folder, or a bucket of whoever's (those are in {@code cloud}).
 *
 * <p>A part of {@code media}; imports nothing of ours but {@code secret} and {@code thread}. Read {@link dev.pollux.media.store.PictureStore}
 * first; {@code docs/pictures.md} tells the rest.
 */
@NullMarked
package dev.pollux.media.store;

import org.jspecify.annotations.NullMarked;
