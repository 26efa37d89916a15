/**
 * The keys that we hold with a vendor: whose turn it is, which of them rest, and how much each may be used.
 *
 * <p>Level 2: imports {@code secret}, {@code model} and, for the file of states, {@code json}. Read {@link dev.pollux.keys.KeyPool} first.
 */
@NullMarked
package dev.pollux.keys;

import org.jspecify.annotations.NullMarked;
