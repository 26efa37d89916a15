/**
 * The keys that we hold with a vendor: whose turn it is, which of them rest, and how much each may be used.
 *
 * <p>Level 2: imports {@code secret} and {@code model}. Read {@link dev.pollux.keys.KeyPool} first.
 */
@NullMarked
package dev.pollux.keys;

import org.jspecify.annotations.NullMarked;
