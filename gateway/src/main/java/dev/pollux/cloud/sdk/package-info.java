/**
 * What is done by libraries of clouds. The program has these classes and those libraries in a folder of their own, and they
 * are loaded by {@link dev.pollux.cloud.Clouds} alone: nobody imports this package, and no other imports such a library.
 *
 * <p>Imports {@code cloud}, {@code media}, {@code network} and {@code secret}. Read {@link
 * dev.pollux.cloud.sdk.Libraries} first.
 */
@NullMarked
package dev.pollux.cloud.sdk;

import org.jspecify.annotations.NullMarked;
