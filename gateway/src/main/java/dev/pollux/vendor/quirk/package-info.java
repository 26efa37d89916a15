/**
 * One file per deviation of a vendor, and the list of them by name.
 *
 * <p>Part of level 3: imports {@code model}, {@code json} and {@code schema}; only {@code vendor} imports it. Read
 * {@link dev.pollux.vendor.quirk.Quirk} first.
 */
@NullMarked
package dev.pollux.vendor.quirk;

import org.jspecify.annotations.NullMarked;
