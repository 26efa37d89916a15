/**
 * What is done by the clouds' own libraries: buckets for pictures, and tokens for accounts.
 *
 * <p>Imports {@code media}, {@code network} and {@code secret}. {@link dev.pollux.cloud.Clouds} says what there is; all
 * that touches such a library is in the package below this one.
 */
@NullMarked
package dev.pollux.cloud;

import org.jspecify.annotations.NullMarked;
