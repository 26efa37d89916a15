/**
 * How services are reached: by which proxy, and whose certificates are believed. Opens no socket itself.
 *
 * <p>Level 1: imports {@code secret} and {@code address}. Read {@link dev.pollux.network.Network} first.
 */
@NullMarked
package dev.pollux.network;

import org.jspecify.annotations.NullMarked;
