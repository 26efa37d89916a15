/**
 * Who answers: a vendor's address, dialect and way of showing a key.
 *
 * <p>Level 3: imports {@code dialect}, {@code keys} and {@code secret}. Read {@link dev.pollux.vendor.Vendor} first.
 */
@NullMarked
package dev.pollux.vendor;

import org.jspecify.annotations.NullMarked;
