/**
 * Translation without a server: a text of one dialect told in another, for the command line and the console.
 *
 * <p>Level 5: imports {@code route}, {@code dialect} and what is below them; only the wiring imports it. Read {@link
 * dev.pollux.translate.Translation} first.
 */
@NullMarked
package dev.pollux.translate;

import org.jspecify.annotations.NullMarked;
