/**
 * Who answers: a vendor's address, dialect, way of showing a key and quirks.
 *
 * <p>Level 3: imports {@code dialect}, {@code keys}, {@code schema} and {@code secret}. Read {@link
 * dev.pollux.vendor.Vendor} first, then {@link dev.pollux.vendor.VendorTable}.
 */
@NullMarked
package dev.pollux.vendor;

import org.jspecify.annotations.NullMarked;
