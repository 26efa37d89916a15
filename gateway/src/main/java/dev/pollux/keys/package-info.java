/**
 * The keys that we hold with a vendor, and whose turn it is.
 *
 * <p>Level 2: imports {@code secret}. Read {@link dev.pollux.keys.KeyPool} first.
 */
@NullMarked
package dev.pollux.keys;

import org.jspecify.annotations.NullMarked;
