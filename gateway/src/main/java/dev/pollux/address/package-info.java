/**
 * Addresses of machines: blocks of them, and those that are counted as one.
 *
 * <p>Level 0: everybody may import it, it imports nothing of Pollux and asks no name server. Read {@link
 * dev.pollux.address.Cidr} first.
 */
@NullMarked
package dev.pollux.address;

import org.jspecify.annotations.NullMarked;
